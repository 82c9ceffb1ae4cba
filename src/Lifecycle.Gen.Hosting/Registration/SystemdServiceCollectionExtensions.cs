using Lifecycle.Engine.Observation;
using Lifecycle.Hosting.Systemd;
using Microsoft.Extensions.Hosting;

// Where users look for it.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a host a service of systemd of <c>Type=notify</c> or <c>notify-reload</c>.</summary>
public static class SystemdServiceCollectionExtensions
{
    /// <summary>
    /// Notifies systemd when the environment names its socket (<c>NOTIFY_SOCKET</c>), and does nothing otherwise: <c>READY=1</c> when the host has started,
    /// <c>STOPPING=1</c> when a stop begins, <c>RELOADING=1</c> with <c>MONOTONIC_USEC=</c> at a SIGHUP, which reloads all workers, <c>STATUS=</c> with the
    /// units that one of these waits for, <c>EXTEND_TIMEOUT_USEC=</c> while it lasts, and <c>WATCHDOG=1</c> at least twice in <c>WATCHDOG_USEC</c> as long as
    /// no worker has failed.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddSystemdNotifications(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (SystemdService.FromEnvironment() is { } service)
            services.AddSingleton<IHostedService>(provider => new SystemdNotifications(provider, service));

        return services;
    }
}
