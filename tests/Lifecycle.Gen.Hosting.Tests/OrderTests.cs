using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>The units are up while any hosted service runs, and the host's events stand around them.</summary>
public sealed class OrderTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task Units_come_up_before_hosted_services_and_go_down_after_them()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "first"));
        builder.AddWorker<ShopServer>();
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "last"));
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => _journal.Add("started"));
        lifetime.ApplicationStopping.Register(() => _journal.Add("stopping"));
        lifetime.ApplicationStopped.Register(() => _journal.Add("stopped"));

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal(
            "Store up, Shop up, Shop ready, first starts, last starts, started, stopping, last stops, first stops, "
            + "Shop drains, Shop down, Store down, Store ends, stopped",
            _journal.ToString());
    }

    [Fact]
    public async Task A_host_that_starts_and_stops_its_services_at_once_still_has_the_units_around_them()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = host.ServicesStopConcurrently = true);
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "plain"));
        builder.AddWorker<ShopServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal(
            "Store up, Shop up, Shop ready, plain starts, plain stops, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }

    /// <summary>In development the container checks every registration when the host is built.</summary>
    [Fact]
    public async Task A_host_in_development_takes_the_registrations_as_they_are()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration["ShopServer:Connection"] = "links";
        builder.Services.AddSingleton(_journal);
        builder.AddWorker<ShopServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal("Store up, Shop up, Shop ready, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public async Task Two_workers_come_up_in_the_order_of_their_registration_and_go_down_in_reverse()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.AddWorker<ShopServer>().AddWorker<ReportServer>();
        builder.Services.AddSingleton<Catalog>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal(
            "Store up, Shop up, Shop ready, Report of links up, Report down, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public void A_worker_is_added_once() => Assert.Contains(
        "ShopServer is a service already",
        Assert.Throws<InvalidOperationException>(() => Hosts.Empty(_journal).AddWorker<ShopServer>().AddWorker<ShopServer>()).Message,
        StringComparison.Ordinal);
}

/// <summary>A service that takes a unit.</summary>
public sealed class Catalog(IStore store)
{
    public override string ToString() => store.Connection;
}

/// <summary>A unit of another worker, which takes that service.</summary>
[Unit(AutoInclude = false)]
public sealed partial class Report(Journal journal, Catalog catalog)
{
    [OnStartup] private void Open() => journal.Add($"Report of {catalog} up");

    [OnShutdown] private void Close() => journal.Add("Report down");
}

[Worker, Mixin<Report>] public sealed partial class ReportServer;
