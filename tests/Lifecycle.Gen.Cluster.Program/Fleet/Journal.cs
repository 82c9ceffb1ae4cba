using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>What happens in this process and when, by the clock that all processes of the machine share; a file of its own, which survives any end.</summary>
[Unit]
internal sealed partial class Journal(string journal) : IDisposable
{
    private readonly StreamWriter _file = new(Path.Combine(journal, $"{Environment.ProcessId}.journal")) { AutoFlush = true };

    public void Write(string what, long token)
    {
        lock (_file)
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {what} {token}"));
    }

    public void Dispose() => _file.Dispose();

    [OnReady]
    private void Begin() => Write("ready", 0);
}
