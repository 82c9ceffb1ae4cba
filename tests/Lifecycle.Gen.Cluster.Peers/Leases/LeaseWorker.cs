namespace Lifecycle.Cluster.Peers.Leases;

[Worker, Mixin<Announcement>, Mixin<LeasedWork>]
internal sealed partial class LeaseWorker;
