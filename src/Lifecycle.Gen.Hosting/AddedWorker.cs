using Lifecycle.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting;

/// <summary>A service per worker that was added, for what concerns all of them.</summary>
internal sealed record AddedWorker(Type Type)
{
    /// <summary>All workers of a host, in the order in which they were added.</summary>
    public static IEnumerable<LifecycleWorker> AllOf(IServiceProvider services)
    {
        foreach (var added in services.GetServices<AddedWorker>())
            yield return added.In(services);
    }

    /// <summary>The worker's place in the host.</summary>
    public IHostedService HostIn(IServiceProvider services) => (IHostedService)WorkerHost.Of(In(services))!;

    /// <summary>Whether a service is here because of this worker: the worker, its place in the host, or one of its units.</summary>
    public bool Owns(ServiceDescriptor service) => service.ServiceType == Type || WorkerOf(service) == this;

    private LifecycleWorker In(IServiceProvider services) => (LifecycleWorker)services.GetRequiredService(Type);

    private static AddedWorker? WorkerOf(ServiceDescriptor service)
    {
        if (service.IsKeyedService)
            return (service.KeyedImplementationFactory?.Target as AddedUnit)?.Worker;
        if (service.ImplementationInstance is AddedWorker added)
            return added;

        return service.ImplementationFactory?.Target switch
        {
            AddedWorker host => host,
            AddedUnit unit => unit.Worker,
            _ => null,
        };
    }
}

/// <summary>A unit as a service.</summary>
/// <param name="worker">Its worker.</param>
/// <param name="slot">Its index in the plan.</param>
internal sealed class AddedUnit(AddedWorker worker, int slot)
{
    public AddedWorker Worker => worker;

    /// <summary>The unit; <see langword="null"/> if it is disabled.</summary>
    public object UnitIn(IServiceProvider services) => HostedWorker.UnitOf(services, worker.Type, slot)!;

    /// <summary>The unit, of a keyed service.</summary>
    public object KeyedUnitIn(IServiceProvider services, object? key) => UnitIn(services);
}
