using Lifecycle.Runtime;

namespace Lifecycle.Protocol;

/// <summary>The unit of a lease with those that need it, in a worker.</summary>
/// <param name="lease">The context of the unit.</param>
internal sealed class LeasedUnits(IWorkerContext lease) : ILeasedUnits
{
    public IReadOnlyList<string> Up => StandbyUnits.FindUp(lease);

    public Task StartAsync(TimeSpan shutdownLimit, CancellationToken cancellationToken) =>
        StandbyUnits.StartAsync(lease, shutdownLimit.TotalSeconds, cancellationToken);

    public Task StopAsync(TimeSpan limit, CancellationToken stopping) => StandbyUnits.StopAsync(lease, limit.TotalSeconds, stopping);

    public void StopWorker(int exitCode) => lease.RequestStop(exitCode);
}
