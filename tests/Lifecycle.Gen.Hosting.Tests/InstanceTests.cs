using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>Instances of a unit: a section of the configuration each, and services with their names as keys.</summary>
public sealed class InstanceTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task R_INST_4_each_instance_reads_a_section_of_its_own_and_is_a_service_with_its_name_as_the_key()
    {
        var builder = Hosts.Empty(_journal,
            ("QueueServer:Orders:Topic", "o"), ("QueueServer:Orders:Size", "5"), ("QueueServer:Eu-1:Topic", "e"), ("QueueServer:Topic", "none's"));
        builder.Services.AddKeyedSingleton("eu-1", new Codec("special"));
        builder.Services.AddSingleton(new Codec("plain"));
        builder.AddWorker<QueueServer>();
        using var host = builder.Build();
        await host.StartAsync().InTime();

        var worker = host.Services.GetRequiredService<QueueServer>();
        Assert.Same(worker.OrdersFeed, host.Services.GetRequiredKeyedService<Feed>("orders"));
        Assert.Same(worker.Eu1Feed, host.Services.GetRequiredKeyedService<IFeed>("eu-1"));
        Assert.Same(worker.OrdersFeed, ActivatorUtilities.CreateInstance<Taker>(host.Services).Feed);
        Assert.Null(host.Services.GetService<Feed>());
        Assert.Equal("o 5 plain", worker.OrdersFeed.ToString());
        Assert.Equal("e 1 special", worker.Eu1Feed.ToString());
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task What_is_missing_of_an_instance_is_named_with_its_section_and_its_key()
    {
        var builder = Hosts.Empty(_journal, ("QueueServer:Orders:Topic", "o"));
        builder.AddWorker<QueueServer>();
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Contains("Feed[eu-1]: set QueueServer:Eu-1:Topic in the configuration", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "as with AddKeyedSingleton<Codec>(\"orders\", …) or AddSingleton<Codec>(…) for all instances", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_INST_6_a_list_of_the_configuration_becomes_attached_units_that_start_with_the_worker()
    {
        var builder = Hosts.Empty(_journal,
            ("Shards:0:Name", "eu-1"), ("Shards:0:Address", "10.0.0.1"), ("Shards:1:Name", "us-1"), ("Shards:1:Address", "10.0.0.2"));
        builder.AddWorker<ShardServer>();
        using var host = builder.Build();
        var worker = host.Services.GetRequiredService<ShardServer>();
        foreach (var shard in builder.Configuration.GetSection("Shards").GetChildren())
            await worker.AttachAsync(new Shard(shard["Address"]!, _journal), shard["Name"]!).InTime();

        Assert.Equal("", _journal.ToString()); // Nothing runs before the start.
        await host.StartAsync().InTime();
        Assert.Equal(
            ["Lifecycle.Hosting.Tests.Shard[eu-1]: Started", "Lifecycle.Hosting.Tests.Shard[us-1]: Started"],
            worker.Units.Skip(1).Select(unit => unit.ToString()));
        Assert.Equal("10.0.0.1 10.0.0.2", host.Services.GetRequiredService<ShardRouter>().ToString());
        await host.StopAsync().InTime();

        var entries = _journal.ToString().Split(", ");
        Assert.Equal(["up 10.0.0.1", "up 10.0.0.2"], entries[..2].Order(StringComparer.Ordinal));
        Assert.Equal(["down 10.0.0.1", "down 10.0.0.2"], entries[2..].Order(StringComparer.Ordinal));
    }
}

public interface IShard
{
    string Address { get; }
}

[Unit(AutoInclude = false)]
public sealed partial class Shard(string address, Journal journal) : IShard
{
    public string Address => address;

    [OnStartup] private void Open() => journal.Add("up " + address);

    [OnShutdown] private void Close() => journal.Add("down " + address);
}

[Unit]
public sealed partial class ShardRouter(IReadOnlyList<IShard> shards)
{
    public override string ToString() => string.Join(' ', shards.Select(shard => shard.Address));
}

[Worker, Mixin<ShardRouter>] public sealed partial class ShardServer;

public sealed class Taker([FromKeyedServices("orders")] Feed queue)
{
    public Feed Feed => queue;
}

public sealed record Codec(string Name);

public interface IFeed;

[Unit]
public sealed partial class Feed(string topic, Codec codec, int size = 1) : IFeed
{
    public override string ToString() => $"{topic} {size} {codec.Name}";
}

[Worker, Mixin<Feed>, Instance<Feed>("orders"), Instance<Feed>("eu-1")] public sealed partial class QueueServer;
