using Lifecycle.Runtime.Contract;

namespace Lifecycle;

/// <summary>
/// Marks a supervised loop that belongs to its unit: it begins on a pool thread right after the unit's startup, and is cancelled and awaited before
/// the unit's shutdown, or with <see cref="EndsInDrain"/> before its drain. When it fails, the worker stops,
/// unless <see cref="OnFailure"/> selects another policy.
/// </summary>
/// <remarks>
/// The number of restarts is limited: the failure after <see cref="MaxRestarts"/> restarts within <see cref="RestartWindowSeconds"/> stops the
/// worker with a <see cref="BackgroundTaskException"/>, whose <see cref="LifecycleException.Others"/> are the earlier failures. Nothing is restarted
/// once the unit is on its way down. A hook that exceeds its <see cref="PhaseAttribute.TimeoutSeconds"/> has failed and is restarted when it has
/// ended; if it has not ended <see cref="WorkerOptions.ShutdownGraceSeconds"/> later, the worker stops.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class BackgroundAttribute : PhaseAttribute
{
    /// <summary>What a failure of the hook leads to. Default: <see cref="FailurePolicy.StopWorker"/>.</summary>
    public FailurePolicy OnFailure { get; set; }

    /// <summary>What a return of the hook leads to, if it was not cancelled. Default: <see cref="CompletionPolicy.Continue"/>.</summary>
    public CompletionPolicy OnCompletion { get; set; }

    /// <summary>
    /// Whether the hook is cancelled and awaited in its unit's place of the drain, dependents first and right before the unit's own
    /// <see cref="OnDrainAttribute"/> hooks, and not only before its shutdown: for a loop that feeds another unit, or holds a stream open for whose end
    /// the drain of another unit waits. Default: no.
    /// </summary>
    public bool EndsInDrain { get; set; }

    /// <summary>
    /// The number of restarts allowed within <see cref="RestartWindowSeconds"/>; one more stops the worker. The failures that made the last 16 of them
    /// necessary are in <see cref="LifecycleException.Others"/>. Default: 5; <see cref="int.MaxValue"/> is no limit.
    /// </summary>
    public int MaxRestarts { get; set; } = HookDefaults.MaxRestarts;

    /// <summary>The length of the window in which restarts are counted, in seconds. Default: 60.</summary>
    public double RestartWindowSeconds { get; set; } = HookDefaults.RestartWindowSeconds;

    /// <summary>
    /// The delay before the first restart in the window, in seconds; later ones grow as <see cref="Backoff"/> says. Default: 0, which restarts at once.
    /// </summary>
    public double RestartDelaySeconds { get; set; }

    /// <summary>How the delay grows from one restart in the window to the next. Default: <see cref="Lifecycle.Backoff.Linear"/>.</summary>
    public Backoff Backoff { get; set; }

    /// <summary>
    /// Whether each delay is shortened at random by up to half, so that hooks that failed together are not restarted together. Default: no.
    /// </summary>
    public bool Jitter { get; set; }
}
