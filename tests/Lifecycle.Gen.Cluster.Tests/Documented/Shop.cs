using Lifecycle.Runtime;

namespace Lifecycle.Cluster.Tests.Documented;

public interface IOrders
{
    /// <summary>Refuses a token that is lower than one it has seen.</summary>
    Task BookAsync(string order, long token);
}

[Unit] // up in one process of all that share the store; the lease is named after its type argument
public sealed partial class Booking(Lease<Booking> lease, Migration migration, IOrders orders)
{
    public Migration After => migration;

    [Background]
    private async Task BookAsync(CancellationToken stopping) // cancelled when the worker stops, and when the lease is lost
    {
        await orders.BookAsync("a book", lease.Token);
        await Task.Delay(Timeout.Infinite, stopping);
    }
}

[Unit] // needs a unit that needs the lease: comes up and goes down with it
public sealed partial class Statistics(Booking booking)
{
    public Booking Of => booking;
}

[Unit] // is always up: it takes the unit as optional, and asks it whether it has the lease
public sealed partial class Website(Booking? booking)
{
    public bool IsBooking => booking is not null;
}

[Unit] // done once, by one process; what depends on it starts in no process before that
public sealed partial class Migration(LeaseClient leases, IWorkerContext worker, IOrders orders) : RunsOnce(leases, worker)
{
    protected override string Version => "2026-12";

    protected override Task RunAsync(long token, CancellationToken cancellationToken) => orders.BookAsync("migration", token);
}

[Unit] // sixteen parts, each up in one process
public sealed partial class Shards(LeaseClient leases, IWorkerContext worker, IOrders orders) : Partitioned(leases, worker, count: 16)
{
    protected override IUnit Create(Partition partition) => new Shard(partition, orders);
}

[Unit(AutoInclude = false), DependsOn<Shards>]
public sealed partial class Shard(Partition partition, IOrders orders)
{
    [OnStartup] private Task OpenAsync() => orders.BookAsync($"shard {partition.Index}", partition.Token);

    [OnShutdown] private Task CloseAsync() => orders.BookAsync($"end of shard {partition.Index}", partition.Token);
}

[Worker, Mixin<Statistics>, Mixin<Website>, Mixin<Shards>]
public sealed partial class Shop;
