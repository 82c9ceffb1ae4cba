using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Leases;

/// <summary>Up in one process.</summary>
[Unit]
internal sealed partial class LeasedWork(Lease<LeasedWork> lease, JournalWriter journal)
{
    private Work? _work;

    public long Token => lease.Token;

    [OnStartup]
    private void Begin() => _work = new Work(journal);

    [OnShutdown]
    private void End() => _work!.Dispose();
}
