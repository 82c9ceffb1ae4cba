using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Peers;

/// <summary>What happens in this process and when, by the clock that all processes of the machine share; the lines are those that
/// <see cref="Program.Fleet.JournalReader"/> reads.</summary>
internal sealed class Journal(string folder) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file = new(Path.Combine(folder, $"{Environment.ProcessId}.journal")) { AutoFlush = true };

    public void Write(string what)
    {
        lock (_lock)
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {what} 0"));
    }

    public void Dispose()
    {
        lock (_lock)
            _file.Dispose();
    }
}
