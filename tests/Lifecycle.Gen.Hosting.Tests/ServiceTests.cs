using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>Units are services of the host: the instances of the worker, which the worker owns.</summary>
public sealed class ServiceTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_unit_and_its_contract_are_the_instance_of_the_worker()
    {
        using var host = Shop();
        await host.StartAsync().InTime();

        var worker = host.Services.GetRequiredService<ShopServer>();
        Assert.Same(worker.Store, host.Services.GetRequiredService<Store>());
        Assert.Same(worker.Store, host.Services.GetRequiredService<IStore>());
        Assert.Same(worker.Shop.Store, host.Services.CreateScope().ServiceProvider.GetRequiredService<IStore>());
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task A_hosted_service_takes_a_unit_which_is_made_before_the_start()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.Services.AddHostedService<Consumer>();
        builder.AddWorker<ShopServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal(
            "Store up, Shop up, Shop ready, consumes links, consumed links, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public async Task After_the_end_a_unit_that_was_never_asked_for_says_so_by_name()
    {
        using var host = Shop();
        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        var failure = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<Store>());
        Assert.StartsWith(
            "Lifecycle.Hosting.Tests.Store of Lifecycle.Hosting.Tests.ShopServer does not exist:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_is_made_without_a_host_too_where_a_container_alone_is_used()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.AddWorker<ShopServer>();
        using var host = builder.Build();

        Assert.Equal("links", host.Services.GetRequiredService<IStore>().Connection);
        Assert.Equal("", _journal.ToString());
    }

    [Fact]
    public void A_contract_of_several_units_is_no_service_unless_the_worker_binds_it()
    {
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<ManyServer>().AddWorker<BoundServer>();
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<IMany>());
        Assert.IsType<Second>(host.Services.GetRequiredService<IBound>());
        Assert.Null(host.Services.GetService<IDisposable>());
    }

    [Fact]
    public async Task A_disabled_unit_is_no_service()
    {
        var builder = Hosts.Empty(_journal, ("SometimesServer:IsWanted", "false"));
        builder.AddWorker<SometimesServer>();
        using var host = builder.Build();
        await host.StartAsync().InTime();

        Assert.Null(host.Services.GetService<Sometimes>());
        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<Sometimes>());
        await host.StopAsync().InTime();
    }

    /// <summary>What a test replaces with <c>ConfigureTestServices</c>: the last registration of a service is the one that counts.</summary>
    [Fact]
    public async Task A_later_registration_replaces_the_contract_for_the_host_and_an_input_for_the_worker()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.AddWorker<ShopServer>();
        var replaced = new Journal();
        builder.Services.AddSingleton<IStore>(new FakeStore()).AddSingleton(replaced);
        using var host = builder.Build();
        await host.StartAsync().InTime();

        Assert.Equal("fake", host.Services.GetRequiredService<IStore>().Connection);
        Assert.Equal("links", host.Services.GetRequiredService<Shop>().Store.Connection);
        Assert.Equal("Store up, Shop up, Shop ready", replaced.ToString());
        await host.StopAsync().InTime();
    }

    [Fact]
    public void A_unit_that_asks_for_another_while_the_units_are_made_gets_an_error_by_name()
    {
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<EarlyServer>();
        using var host = builder.Build();

        var failure = Assert.Throws<UnitStartException>(() => host.Services.GetRequiredService<Early>());
        Assert.StartsWith(
            "Lifecycle.Hosting.Tests.Late of Lifecycle.Hosting.Tests.EarlyServer does not exist:",
            Assert.IsType<InvalidOperationException>(failure.InnerException).Message, StringComparison.Ordinal);
    }

    private IHost Shop()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.AddWorker<ShopServer>();
        return builder.Build();
    }

    private sealed class Consumer(IStore store, Journal journal) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            journal.Add($"consumes {store.Connection}");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            journal.Add($"consumed {store.Connection}");
            return Task.CompletedTask;
        }
    }

    private sealed class FakeStore : IStore
    {
        public string Connection => "fake";
    }
}

public interface IMany;

public interface IBound;

[Unit] public sealed partial class One : IMany;

[Unit] public sealed partial class Two : IMany;

[Worker, Mixin<One>, Mixin<Two>] public sealed partial class ManyServer;

[Unit] public sealed partial class First : IBound;

[Unit] public sealed partial class Second : IBound;

[Worker, Mixin<First>, Mixin<Second>, Bind<IBound, Second>] public sealed partial class BoundServer;

[Unit(EnabledBy = nameof(IsEnabled))]
public sealed partial class Sometimes
{
    private static bool IsEnabled(bool isWanted) => isWanted;
}

[Worker, Mixin<Sometimes>] public sealed partial class SometimesServer;

[Unit]
public sealed partial class Early
{
#pragma warning disable LCG1015 // The test is about what such a request is answered.
    public Early(IServiceProvider services) => services.GetRequiredService<Late>();
#pragma warning restore LCG1015
}

[Unit, DependsOn<Early>] public sealed partial class Late;

[Worker, Mixin<Late>] public sealed partial class EarlyServer;
