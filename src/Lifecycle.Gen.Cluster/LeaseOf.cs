namespace Lifecycle;

/// <summary>
/// The lease of a class: a unit that takes <c>Lease&lt;Scheduler&gt;</c> is up in one process at a time, and so is everything that needs it. The name of the
/// lease is the full name of the class, and of an instance with its name in brackets.
/// </summary>
/// <typeparam name="T">Any class that names the lease, most often the unit that takes it.</typeparam>
/// <param name="client">Takes the lease.</param>
/// <param name="worker">The context of this unit.</param>
[Unit(Standby = true, AutoInclude = false)]
public sealed partial class Lease<T>(LeaseClient client, IWorkerContext worker) : Lease(client, worker, NameOf(worker))
    where T : class
{
    private static string NameOf(IWorkerContext worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var bracket = worker.UnitId.EndsWith(']') ? worker.UnitId.LastIndexOf('[') : -1;
        return typeof(T).FullName + (bracket < 0 ? "" : worker.UnitId[bracket..]);
    }
}
