using System.Net;
using System.Net.Sockets;
using Lifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shortener;

/// <summary>
/// Kestrel, up when its unit is started, and taken down in two steps: first the drain, then the rest. A reload that leaves the address as it is
/// keeps the port and the connections: requests wait at a gate until the units behind it are up again, so none fails.
/// </summary>
[Unit]
internal sealed partial class WebServer(
    Settings settings, LinkEndpoints endpoints, IWorkerContext worker, TimeProvider time, ILoggerFactory loggers, ILogger<WebServer> logger)
{
    private const int MaxBody = 16 * 1024;

    private readonly Gate _gate = new();
    private WebApplication? _app;
    private WebApplication? _former;
    private IPEndPoint? _address;
    private volatile bool _leaving;
    private volatile bool _draining;

    [OnStartup]
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        (_leaving, _draining) = (false, false);
        if (_app is not null && settings.Listen.Equals(_address))
            return;

        var app = Build();
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception problem)
        {
            await app.DisposeAsync();
            if (problem is IOException or SocketException)
                throw new ProblemException($"The server cannot listen on {settings.Listen}: {problem.Message}");

            throw;
        }

        (_former, _app, _address) = (_app, app, settings.Listen);
        LogListening(string.Join(", ", app.Urls));
    }

    [OnReady]
    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        _gate.Open();
        if (_former is not { } former)
            return;

        // What waits at the port that a reload has left is still answered.
        _former = null;
        await StopAsync(former, cancellationToken);
        await former.DisposeAsync();
    }

    /// <summary>
    /// The worker has not been ready for its drain delay, so load balancers are elsewhere: no new connections; then the requests in flight get
    /// their answers, and what is not through after the grace is cut off, as one client that sends half a request would hold the stop otherwise.
    /// </summary>
    [OnDrain]
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (worker.IsReloading)
        {
            await HoldAsync(cancellationToken);
            return;
        }

        (_leaving, _draining) = (true, true);
        LogDraining();
        await StopAsync(_app!, cancellationToken);
    }

    [OnShutdown]
    private Task CloseAsync(CancellationToken cancellationToken) => worker.IsReloading ? Task.CompletedTask : ReleaseAsync(cancellationToken);

    // What was kept for a reload that failed, or that a stop overtook.
    [OnExit]
    private Task EndAsync(CancellationToken cancellationToken) => ReleaseAsync(cancellationToken);

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var apps = new[] { _former, _app };
        (_former, _app, _address) = (null, null, null);
        _gate.GiveUp();
        foreach (var app in apps.OfType<WebApplication>())
        {
            if (!_draining)
                await StopAsync(app, cancellationToken);
            await app.DisposeAsync();
        }
    }

    // Kestrel stops looking for slow bodies when it begins to stop, and then waits for them until the token is cancelled.
    private async Task StopAsync(WebApplication app, CancellationToken cancellationToken)
    {
        using var grace = new CancellationTokenSource(settings.Grace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        await app.StopAsync(either.Token);
        if (grace.IsCancellationRequested)
            LogCutOff(settings.Grace.TotalSeconds);
    }

    // The store has what is inside of the gate, and hangs if that takes long.
    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        LogHolding();
        var empty = _gate.CloseAsync();
        try
        {
            await empty.WaitAsync(settings.Grace, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogCutOff(settings.Grace.TotalSeconds);
            _gate.Abort();
            await empty.WaitAsync(cancellationToken);
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(settings.Listen);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        // The worker owns the signals and the time that a stop may take; the web host must not have its own idea of them.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);

        var app = builder.Build();
        app.Use(CloseConnectionsWhenLeaving);
        app.Use(new Problems(loggers.CreateLogger<Problems>()).AnswerAsync);
        app.MapGet("/livez", AnswerLiveAsync);
        app.MapGet("/readyz", AnswerReadyAsync);
        endpoints.Map(app, _gate);
        return app;
    }

    private Task CloseConnectionsWhenLeaving(HttpContext context, RequestDelegate next)
    {
        if (_leaving)
            context.Response.Headers.Connection = "close";
        return next(context);
    }

    /// <summary>Whether the process is alive: it answers, and nothing is asked. To start it anew would help against nothing else.</summary>
    private Task AnswerLiveAsync(HttpContext context) => WriteHealthAsync(context, worker.Health, StatusCodes.Status200OK);

    /// <summary>Whether to send it requests: not while a unit is degraded, as that is the store, without which nearly all of them fail.</summary>
    private async Task AnswerReadyAsync(HttpContext context)
    {
        var health = worker.Health;
        if (health.IsReady)
            health = await worker.CheckHealthAsync(context.RequestAborted);
        if (health.Status == HealthStatus.Draining && !worker.IsReloading)
        {
            // The load balancer knows it now; clients shall look for another server before the port is closed.
            _leaving = true;
            context.Response.Headers.Connection = "close";
        }

        var status = health.Status == HealthStatus.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await WriteHealthAsync(context, health, status);
    }

    // What is wrong with a unit stands in the log: its message may name hosts and files, and this answer is public.
    private static Task WriteHealthAsync(HttpContext context, WorkerHealth health, int status)
    {
        context.Response.StatusCode = status;
        var units = health.Units.ToDictionary(static unit => unit.Id, static unit => unit.Status.ToString(), StringComparer.Ordinal);
        var response = new HealthResponse(health.Status.ToString(), units);
        return context.Response.WriteAsJsonAsync(response, LinkJson.Default.HealthResponse, contentType: null, context.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Information, "Listening on {Urls}")]
    private partial void LogListening(string urls);

    [LoggerMessage(2, LogLevel.Information, "Draining: answering what is in flight")]
    private partial void LogDraining();

    [LoggerMessage(3, LogLevel.Information, "Reloading: requests wait until the settings are read")]
    private partial void LogHolding();

    [LoggerMessage(4, LogLevel.Warning, "Cut off what was still in flight after {Seconds} s")]
    private partial void LogCutOff(double seconds);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
