using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting;

/// <summary>
/// Base of a unit that runs a hosted service of a package, which so has a place among the units: after those that the unit takes and before those that take
/// the unit. The service is taken from the host by <c>services.TakeHostedService&lt;TService&gt;()</c>, and disposed by the container.
/// </summary>
/// <param name="service">The service. If it is a <see cref="BackgroundService"/>, a failure of its loop is one of the unit.</param>
public abstract class HostedServiceUnit(IHostedService service) : BackgroundService, IHostedLifecycleService
{
    /// <summary>The loop of the service; <see langword="null"/> where it has none, or has not begun it.</summary>
    public override Task? ExecuteTask => (service as BackgroundService)?.ExecuteTask;

    /// <inheritdoc/>
    public virtual Task StartingAsync(CancellationToken cancellationToken) =>
        (service as IHostedLifecycleService)?.StartingAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken) => service.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task StartedAsync(CancellationToken cancellationToken) =>
        (service as IHostedLifecycleService)?.StartedAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task StoppingAsync(CancellationToken cancellationToken) =>
        (service as IHostedLifecycleService)?.StoppingAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken) => service.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task StoppedAsync(CancellationToken cancellationToken) =>
        (service as IHostedLifecycleService)?.StoppedAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Never called: the loop is that of the service, and the start of this class is not the base's.</summary>
    /// <param name="stoppingToken">Not used.</param>
    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
