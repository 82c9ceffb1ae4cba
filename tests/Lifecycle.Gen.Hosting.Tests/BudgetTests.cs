using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Lifecycle.Hosting.Tests;

/// <summary>The worker's time for a stop is part of the host's.</summary>
public sealed class BudgetTests
{
    private readonly Journal _journal = new();

    [Theory]
    [InlineData(60, 1, 0, "DrainDelaySeconds 0, ShutdownTimeoutSeconds 60 and ShutdownGraceSeconds 1", "FromSeconds(61)")]
    [InlineData(25, 1, 30, "DrainDelaySeconds 30, ShutdownTimeoutSeconds (the rest) and ShutdownGraceSeconds 1", "FromSeconds(31)")]
    public async Task A_contradiction_of_the_two_is_an_error_of_the_start(double shutdown, double grace, double delay, string figures, string remedy)
    {
        using var host = Build(TimeSpan.FromSeconds(30), new WorkerOptions
        {
            ShutdownTimeoutSeconds = shutdown,
            ShutdownGraceSeconds = grace,
            DrainDelaySeconds = delay,
        });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Contains(figures, failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Equal("", _journal.ToString());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    public async Task The_default_is_what_the_host_has(double host)
    {
        using var built = Build(host < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(host), new WorkerOptions());
        await built.StartAsync().InTime();
        await built.StopAsync().InTime();
        Assert.Equal(1, _journal.Count("Store ends"));
    }

    [Theory]
    [InlineData(25, 30, 0, 25)]
    [InlineData(25, 10, 0, 9)]
    [InlineData(25, 10, 4, 5)]
    [InlineData(3, 10, 4, 3)]
    [InlineData(0, 10, 4, 5)]
    [InlineData(0, -1, 4, 0)]
    [InlineData(3, -1, 4, 3)]
    public void What_has_passed_of_the_host_s_time_is_not_left_for_the_worker(double own, double host, double passed, double expected)
    {
        var time = new FakeTimeProvider();
        var options = new WorkerOptions { ShutdownTimeoutSeconds = own, ShutdownGraceSeconds = 1 };
        var budget = new HostBudget("Server", options, host < 0 ? null : TimeSpan.FromSeconds(host), time);

        budget.Begin();
        time.Advance(TimeSpan.FromSeconds(passed));
        budget.Begin();

        Assert.Equal(expected, budget.Seconds);
    }

    [Fact]
    public async Task Readiness_ends_before_the_drain_delay_in_which_hosted_services_still_run()
    {
        var time = new FakeTimeProvider();
        using var host = Build(TimeSpan.FromSeconds(30), new WorkerOptions { DrainDelaySeconds = 5, TimeProvider = time });
        await host.StartAsync().InTime();
        var worker = host.Services.GetRequiredService<ShopServer>();
        Assert.True(worker.Health.IsReady);

        var stop = host.StopAsync();
        Assert.Equal(HealthStatus.Draining, worker.Health.Status);
        Assert.Equal(0, _journal.Count("plain stops"));
        time.Advance(TimeSpan.FromSeconds(5));
        await stop.InTime();

        Assert.EndsWith("plain stops, Shop drains, Shop down, Store down, Store ends", _journal.ToString(), StringComparison.Ordinal);
    }

    private IHost Build(TimeSpan timeout, WorkerOptions options)
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = timeout);
        builder.AddWorker<ShopServer>(_ => options);
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "plain"));
        return builder.Build();
    }
}
