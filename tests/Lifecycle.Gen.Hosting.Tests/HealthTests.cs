using Lifecycle.Hosting.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using CheckStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Lifecycle.Hosting.Tests;

/// <summary>The three questions of an orchestrator, by tag.</summary>
[Collection("exit code")]
public sealed class HealthTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task Before_the_start_the_worker_lives_and_is_not_ready()
    {
        using var host = Build();
        Assert.Equal("live Healthy, ready Unhealthy, startup Unhealthy", await AskAsync(host));

        await host.StartAsync().InTime();
        Assert.Equal("live Healthy, ready Healthy, startup Healthy", await AskAsync(host));
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task A_check_of_a_unit_that_fails_degrades_readiness_with_its_reason()
    {
        using var host = Build();
        await host.StartAsync().InTime();
        host.Services.GetRequiredService<Checked>().Fault = new InvalidOperationException("the disk is full");

        Assert.Equal("live Healthy, ready Degraded, startup Healthy", await AskAsync(host));
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        var ready = report.Entries["CheckedServer:ready"];
        Assert.Equal("Degraded; Lifecycle.Hosting.Tests.Checked: Degraded (the disk is full)", ready.Description);
        Assert.Equal("Degraded", ready.Data["Lifecycle.Hosting.Tests.Checked"]);
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task Readiness_ends_with_the_first_moment_of_a_stop()
    {
        using var host = Build();
        await host.StartAsync().InTime();
        var asked = "";
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        lifetime.ApplicationStopping.Register(() =>
        {
            var report = checks.CheckHealthAsync().GetAwaiter().GetResult();
            asked = report.Entries["CheckedServer:ready"].Status.ToString();
        });

        lifetime.StopApplication();
        Assert.Equal("Unhealthy", asked);
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task A_worker_that_failed_does_not_live()
    {
        var exitCode = Environment.ExitCode;
        var builder = Hosts.Empty(_journal, ("LoopServer:Connection", "links"));
        builder.AddWorker<LoopServer>();
        builder.Services.AddHealthChecks().AddWorker<LoopServer>();
        using var host = builder.Build();
        var check = new WorkerHealthCheck(host.Services.GetRequiredService<LoopServer>(), lifetime: null, WorkerHealthCheck.Live);
        await host.StartAsync().InTime();
        host.Services.GetRequiredService<Loop>().Fail();
        await host.WaitForShutdownAsync().InTime();
        Environment.ExitCode = exitCode;

        var result = await check.CheckHealthAsync(new HealthCheckContext
        {
            Registration = new HealthCheckRegistration("live", check, failureStatus: null, tags: null),
        });
        Assert.Equal(CheckStatus.Unhealthy, result.Status);
        Assert.Contains("the queue is gone", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_per_tag_answers_an_orchestrator()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.AddWorker<CheckedServer>();
        builder.Services.AddHealthChecks().AddWorker<CheckedServer>();
        await using var app = builder.Build();
        foreach (var tag in new[] { "live", "ready", "startup" })
            app.MapHealthChecks("/" + tag, new HealthCheckOptions { Predicate = check => check.Tags.Contains(tag) });
        await app.StartAsync().InTime();

        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var tag in new[] { "live", "ready", "startup" })
            Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/" + tag, UriKind.Relative)).InTime());
        await app.StopAsync().InTime();
    }

    private IHost Build()
    {
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<CheckedServer>();
        builder.Services.AddLogging().AddHealthChecks().AddWorker<CheckedServer>();
        return builder.Build();
    }

    private static async Task<string> AskAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().InTime();
        return string.Join(", ", report.Entries.Select(entry => $"{entry.Value.Tags.Single()} {entry.Value.Status}").Order(StringComparer.Ordinal));
    }
}

[Unit]
public sealed partial class Checked
{
    public Exception? Fault { get; set; }

    [HealthCheck(CacheSeconds = 0)]
    private void Check()
    {
        if (Fault is not null)
            throw Fault;
    }
}

[Worker, Mixin<Checked>] public sealed partial class CheckedServer;
