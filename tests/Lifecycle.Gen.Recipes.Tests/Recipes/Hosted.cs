using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Recipes.Hosted;

// For libraries that live in a host of their own: Orleans, MassTransit, Hangfire, hosted services of all kinds.
[Unit]
public sealed partial class HostedServices(Action<HostApplicationBuilder> configure, ILoggerFactory loggers)
{
    private IHost? _host;

    public IServiceProvider Services => _host!.Services;

    // StartAsync of a host, unlike RunAsync, has no part in signals and exit codes. After a failed start it must not be stopped, only disposed.
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        configure(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }

        _host = host;
    }

    [OnShutdown]
    private async Task StopAsync(CancellationToken cancellationToken)
    {
        var host = _host!;
        try
        {
            await host.StopAsync(cancellationToken);
        }
        finally
        {
            await DisposeAsync(host);
        }
    }

    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();
}
