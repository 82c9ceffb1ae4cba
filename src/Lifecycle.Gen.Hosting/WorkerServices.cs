using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Lifecycle.Hosting;

/// <summary>Takes the units of a worker as services of its host. Only generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerServices
{
    private readonly IServiceCollection _services;
    private readonly AddedWorker _worker;

    internal WorkerServices(IServiceCollection services, AddedWorker worker)
    {
        _services = services;
        _worker = worker;
    }

    /// <summary>Adds a service that is a unit.</summary>
    /// <param name="service">The class of the unit, or a contract of it.</param>
    /// <param name="slot">The index of the unit in the plan.</param>
    public void Add(Type service, int slot) =>
        _services.Add(new ServiceDescriptor(service, new AddedUnit(_worker, slot).UnitIn, ServiceLifetime.Singleton));

    /// <summary>Adds a keyed service that is an instance of a unit.</summary>
    /// <param name="service">The class of the unit, or a contract of it.</param>
    /// <param name="slot">The index of the unit in the plan.</param>
    /// <param name="instance">The name of the instance, which is the key.</param>
    public void Add(Type service, int slot, string instance) =>
        _services.Add(new ServiceDescriptor(service, instance, new AddedUnit(_worker, slot).KeyedUnitIn, ServiceLifetime.Singleton));
}
