using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Leases;

/// <summary>A unit that needs a lease, with the default settings.</summary>
internal sealed class LeasedUnit(string store) : Contender
{
    public override string Name => "lease-" + store;

    public override string Title => $"`Lease<T>`, {store}";

    public override string Store => store;

    public override async Task<int> RunAsync(string folder, string address, int port)
    {
        using var journal = new JournalWriter(folder);
        return await LeaseWorker.RunAsync(journal: journal, leaseStore: await Stores.OpenAsync(address));
    }
}
