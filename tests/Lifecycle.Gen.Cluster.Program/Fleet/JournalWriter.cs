using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>
/// What happens in this process and when, by the clock that all processes of the machine share; a file of its own, which survives any end. See
/// <see cref="JournalReader"/>.
/// </summary>
internal sealed class JournalWriter(string folder) : IDisposable
{
    private readonly Lock _lock = new();
    private StreamWriter? _file = new(Path.Combine(folder, $"{Environment.ProcessId}.journal")) { AutoFlush = true };

    /// <summary>Writes a line; nothing after the end.</summary>
    public void Write(string what, long token = 0)
    {
        lock (_lock)
            _file?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {what} {token}"));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }
}
