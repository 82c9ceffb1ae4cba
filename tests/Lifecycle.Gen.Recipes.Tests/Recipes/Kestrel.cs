using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Recipes.Kestrel;

[Unit]
public sealed partial class WebServer(Uri listen, Action<IEndpointRouteBuilder> map, ILoggerFactory loggers, TimeProvider time)
{
    private WebApplication? _app;

    public Uri Address => new(_app!.Urls.Single());

    // A new application for each start: one that was stopped, or that found its port taken, cannot be started again.
    [OnStartup]
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(listen.OriginalString);
        builder.Services.AddSingleton(loggers).AddSingleton(time);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        _app = app;
    }

    // Waits for requests in flight. When the time is over the token cuts them off, and the stop reports that this hook was late.
    [OnDrain(TimeoutSeconds = 10)]
    private Task DrainAsync(CancellationToken cancellationToken) => _app!.StopAsync(cancellationToken);

    [OnShutdown]
    private ValueTask CloseAsync() => _app!.DisposeAsync();

    // The worker has the signals; the lifetime of the web host would have them too.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

public static class Clock
{
    // A stream has no end of its own, and a drain would wait for it: it ends when the application begins to stop.
    public static async Task StreamAsync(HttpContext context, IHostApplicationLifetime application, TimeProvider time)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, application.ApplicationStopping);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        context.Response.ContentType = "text/event-stream";
        try
        {
            do
            {
                await context.Response.WriteAsync($"data: {time.GetUtcNow():O}\n\n", either.Token);
                await context.Response.Body.FlushAsync(either.Token);
            }
            while (await timer.WaitForNextTickAsync(either.Token));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The end of the answer; a client of an event stream comes back by itself.
        }
    }
}
