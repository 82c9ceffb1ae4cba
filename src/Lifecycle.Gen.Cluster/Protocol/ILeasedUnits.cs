namespace Lifecycle.Protocol;

/// <summary>The units that need a lease, and the worker that they are of.</summary>
internal interface ILeasedUnits
{
    /// <summary>The ids of those that are not down.</summary>
    IReadOnlyList<string> Up { get; }

    /// <summary>Starts them by the graph. A failure takes down what came up.</summary>
    /// <param name="shutdownLimit">The limit for the way down of a start that fails or is cancelled.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    Task StartAsync(TimeSpan shutdownLimit, CancellationToken cancellationToken);

    /// <summary>Stops them within a time.</summary>
    /// <param name="limit">The time.</param>
    /// <param name="stopping">The worker begins to stop, and the units with it: ends the wait for that.</param>
    Task StopAsync(TimeSpan limit, CancellationToken stopping);

    /// <summary>Has the worker stop.</summary>
    void StopWorker(int exitCode);
}
