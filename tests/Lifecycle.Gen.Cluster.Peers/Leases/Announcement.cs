using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Leases;

/// <summary>Writes that the worker is ready, with or without the lease.</summary>
[Unit]
internal sealed partial class Announcement(JournalWriter journal)
{
    [OnReady]
    private void Announce() => journal.Write("ready");
}
