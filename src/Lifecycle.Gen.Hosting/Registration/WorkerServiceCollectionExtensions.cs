using System.Diagnostics.CodeAnalysis;
using Lifecycle;
using Lifecycle.Hosting;
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

        var added = new AddedWorker(typeof(TWorker));
        services.AddSingleton(provider => HostedWorker.Create<TWorker>(provider, options));
        services.AddSingleton(added.HostIn);
        services.AddSingleton(added);
        TWorker.Register(new WorkerServices(services, added));
        return services;
    }

    /// <summary>
    /// Removes a worker that was added, with the units that are services because of it: in a test that adds another worker in its place, which composes the
    /// same units with fakes.
    /// </summary>
    /// <typeparam name="TWorker">The worker.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection RemoveWorker<TWorker>(this IServiceCollection services)
        where TWorker : LifecycleWorker, IHostedWorker<TWorker>
    {
        ArgumentNullException.ThrowIfNull(services);
        var removed = new AddedWorker(typeof(TWorker));
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (removed.Owns(services[i]))
                services.RemoveAt(i);
        }

        return services;
    }

    /// <summary>
    /// Takes a hosted service that is registered already from the host, so that a unit can run it in its place among the units: it is a singleton service of
    /// its own class then, and an input of the unit, which derives from <see cref="HostedServiceUnit"/>.
    /// </summary>
    /// <typeparam name="TService">The class of the service.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">There is no such hosted service yet, or more than one.</exception>
    public static IServiceCollection TakeHostedService<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TService>(
        this IServiceCollection services)
        where TService : class, IHostedService
    {
        ArgumentNullException.ThrowIfNull(services);
        ServiceDescriptor? taken = null;
        var isService = false;
        foreach (var service in services)
        {
            isService |= service.ServiceType == typeof(TService);
            if (service.ServiceType != typeof(IHostedService) || service.IsKeyedService || !Gives<TService>(service))
                continue;

            if (taken is not null)
                throw new InvalidOperationException($"{typeof(TService)} is registered as a hosted service twice: which of the two is meant cannot be said.");

            taken = service;
        }

        if (taken is null)
        {
            throw new InvalidOperationException(
                $"{typeof(TService)} is not registered as a hosted service: register it before TakeHostedService<{typeof(TService).Name}>().");
        }

        services.Remove(taken);
        if (isService)
            return services;

        return taken switch
        {
            { ImplementationInstance: TService instance } => services.AddSingleton(instance),
            { ImplementationFactory: Func<IServiceProvider, TService> factory } => services.AddSingleton(factory),
            _ => services.AddSingleton<TService>(),
        };
    }

    private static bool Gives<TService>(ServiceDescriptor service)
        where TService : class =>
        service.ImplementationType == typeof(TService)
            || service.ImplementationInstance is TService
            || service.ImplementationFactory is Func<IServiceProvider, TService>;
}
