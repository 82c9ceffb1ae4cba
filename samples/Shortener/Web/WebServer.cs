using System.Net.Sockets;
using Lifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shortener;

/// <summary>Kestrel, up when its unit is started, and taken down in two steps: first the drain, then the rest.</summary>
[Unit]
internal sealed partial class WebServer(Settings settings, LinkEndpoints endpoints, TimeProvider time, ILoggerFactory loggers, ILogger<WebServer> logger)
{
    private const int MaxBody = 16 * 1024;

    private WebApplication? _app;
    private volatile bool _ready;

    [OnStartup]
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
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

        _app = app;
        LogListening(string.Join(", ", app.Urls));
    }

    [OnReady]
    private void BecomeReady() => _ready = true;

    /// <summary>Not ready any more, so that load balancers go elsewhere; then no new connections; then the requests in flight get their answers.</summary>
    [OnDrain]
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        _ready = false;
        LogDraining();
        if (settings.DrainDelay > TimeSpan.Zero)
            await Task.Delay(settings.DrainDelay, time, cancellationToken);
        await _app!.StopAsync(cancellationToken);
    }

    [OnShutdown]
    private async Task CloseAsync()
    {
        _ready = false;
        await _app!.DisposeAsync();
        _app = null;
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
        app.Use(CloseConnectionsUnlessReady);
        app.Use(LinkEndpoints.AnswerProblemsAsync);
        app.MapGet("/healthz", AnswerHealthAsync);
        endpoints.Map(app);
        return app;
    }

    private Task CloseConnectionsUnlessReady(HttpContext context, RequestDelegate next)
    {
        if (!_ready)
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

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
