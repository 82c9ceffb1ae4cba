using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>What happens in this process and when, by the clock that all processes of the machine share; a file of its own, which survives any end.</summary>
[Unit]
internal sealed partial class Journal(string journal)
{
    private readonly Lock _lock = new();
    private StreamWriter? _file;

    public void Write(string what, long token)
    {
        lock (_lock)
            _file?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {what} {token}"));
    }

    [OnStartup]
    private void Open() => _file = new StreamWriter(Path.Combine(journal, $"{Environment.ProcessId}.journal")) { AutoFlush = true };

    [OnReady]
    private void Begin() => Write("ready", 0);

    /// <summary>After the last hook of the units that write.</summary>
    [PostShutdown]
    private void Close()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }
}
