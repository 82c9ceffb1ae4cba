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
/// Kestrel, up when its unit is started, and taken down in two steps: first the drain, then the rest. A reload that leaves the address as it is keeps the port
/// and the connections: requests wait at a gate until the units behind it are up again, so none fails.
/// </summary>
[Unit]
internal sealed partial class WebServer(Settings settings, LinkEndpoints endpoints, TimeProvider time, ILoggerFactory loggers, ILogger<WebServer> logger)
{
    private const int MaxBody = 16 * 1024;

    // A client that is slower than this must not hold up a reload, and with it all others.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Gate _gate = new();
    private WebApplication? _app;
    private WebApplication? _former;
    private IPEndPoint? _address;
    private volatile bool _ready;
    private volatile bool _draining;

    [OnStartup]
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        _draining = false;
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
        _ready = true;
        if (_former is not { } former)
            return;

        // Who waits at the port that a reload has left is still answered.
        _former = null;
        await former.StopAsync(cancellationToken);
        await former.DisposeAsync();
    }

    /// <summary>Not ready any more, so that load balancers go elsewhere; then no new connections; then the requests in flight get their answers.</summary>
    [OnDrain]
    private async Task DrainAsync(IWorkerContext worker, CancellationToken cancellationToken)
    {
        _ready = false;
        if (worker.IsReloading)
        {
            await HoldAsync(cancellationToken);
            return;
        }

        _draining = true;
        LogDraining();
        if (settings.DrainDelay > TimeSpan.Zero)
            await Task.Delay(settings.DrainDelay, time, cancellationToken);
        await _app!.StopAsync(cancellationToken);
    }

    [OnShutdown]
    private Task CloseAsync(IWorkerContext worker, CancellationToken cancellationToken) => worker.IsReloading ? Task.CompletedTask : ReleaseAsync(cancellationToken);

    // What was kept for a reload that failed, or that a stop overtook.
    [OnExit]
    private Task EndAsync(CancellationToken cancellationToken) => ReleaseAsync(cancellationToken);

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var apps = new[] { _former, _app };
        (_former, _app, _address) = (null, null, null);
        _ready = false;
        _gate.GiveUp();
        foreach (var app in apps.OfType<WebApplication>())
        {
            if (!_draining)
                await app.StopAsync(cancellationToken);
            await app.DisposeAsync();
        }
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        LogHolding();
        var empty = _gate.CloseAsync();
        try
        {
            await empty.WaitAsync(s_patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
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
        app.Use(CloseConnectionsWhileDraining);
        app.Use(LinkEndpoints.AnswerProblemsAsync);
        app.Use((HttpContext context, RequestDelegate next) => context.Request.Path == "/healthz" ? next(context) : _gate.PassAsync(context, next));
        app.MapGet("/healthz", AnswerHealthAsync);
        endpoints.Map(app);
        return app;
    }

    private Task CloseConnectionsWhileDraining(HttpContext context, RequestDelegate next)
    {
        if (_draining)
            context.Response.Headers.Connection = "close";
        return next(context);
    }

    private Task AnswerHealthAsync(HttpContext context)
    {
        context.Response.StatusCode = _ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(new HealthResponse(_ready ? "ready" : "not ready"), LinkJson.Default.HealthResponse, contentType: null, context.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Information, "Listening on {Urls}")]
    private partial void LogListening(string urls);

    [LoggerMessage(2, LogLevel.Information, "Draining: not ready, answering what is in flight")]
    private partial void LogDraining();

    [LoggerMessage(3, LogLevel.Information, "Reloading: requests wait until the settings are read")]
    private partial void LogHolding();

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
