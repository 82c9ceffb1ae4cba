namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>The journal of this process, for its units.</summary>
[Unit]
internal sealed partial class Journal(string journal)
{
    private JournalWriter? _writer;

    public void Write(string what, long token) => _writer?.Write(what, token);

    [OnStartup]
    private void Open() => _writer = new JournalWriter(journal);

    [OnReady]
    private void Begin() => Write("ready", 0);

    /// <summary>After the last hook of the units that write.</summary>
    [PostShutdown]
    private void Close() => _writer?.Dispose();
}
