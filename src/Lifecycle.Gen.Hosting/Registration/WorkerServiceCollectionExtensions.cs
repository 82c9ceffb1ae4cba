using Lifecycle;
using Lifecycle.Hosting;
using Lifecycle.Runtime;
using Microsoft.Extensions.Hosting;

// Where users look for it.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds workers to the services of a host.</summary>
public static class WorkerServiceCollectionExtensions
{
    /// <summary>
    /// Adds a worker: its units come up before the hosted services of the host start and before a listener opens, and go down when these have stopped. The
    /// worker and its units are singleton services that the container does not own.
    /// </summary>
    /// <typeparam name="TWorker">The worker: a class marked <see cref="WorkerAttribute"/>, or the generated <c>Worker</c>.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <param name="options">
    /// Makes the options of the worker; <see langword="null"/> for the defaults. Without a <see cref="WorkerOptions.LoggerFactory"/> and a
    /// <see cref="WorkerOptions.TimeProvider"/> of their own they get those of the host. The time for the stop is what is left of
    /// <c>HostOptions.ShutdownTimeout</c> when the units' turn comes, and at most <see cref="WorkerOptions.ShutdownTimeoutSeconds"/>.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The worker was added before.</exception>
    public static IServiceCollection AddWorker<TWorker>(this IServiceCollection services, Func<IServiceProvider, WorkerOptions>? options = null)
        where TWorker : LifecycleWorker, IHostedWorker<TWorker>
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var service in services)
        {
            if (service.ServiceType == typeof(TWorker))
                throw new InvalidOperationException($"{typeof(TWorker)} is a service already: a host runs a worker once.");
        }

        services.AddSingleton(provider => HostedWorker.Create<TWorker>(provider, options));
        services.AddSingleton(static provider => (IHostedService)WorkerHost.Of(provider.GetRequiredService<TWorker>())!);
        services.AddSingleton(new AddedWorker(typeof(TWorker)));
        TWorker.Register(new WorkerServices(services, typeof(TWorker)));
        return services;
    }
}
