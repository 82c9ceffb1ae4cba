namespace Lifecycle;

/// <summary>The kinds of <see cref="WorkerEvent"/>.</summary>
public enum WorkerEventKind
{
    /// <summary>An operation begins.</summary>
    OperationBegan,

    /// <summary>
    /// An operation has ended: <see cref="WorkerEvent.Elapsed"/> is its duration, <see cref="WorkerEvent.Exception"/> what its callers receive.
    /// </summary>
    OperationEnded,

    /// <summary>
    /// The worker or a unit changed from <see cref="WorkerEvent.From"/> to <see cref="WorkerEvent.To"/>; <see cref="WorkerEvent.Elapsed"/> is the time spent
    /// in the former state.
    /// </summary>
    StateChanged,

    /// <summary>A hook is about to be called.</summary>
    HookBegan,

    /// <summary>
    /// A hook has ended: <see cref="WorkerEvent.Elapsed"/> is its duration, <see cref="WorkerEvent.Exception"/> what it threw, including a cancellation.
    /// </summary>
    HookEnded,

    /// <summary>A hook that ignored its cancelled token is no longer awaited. Its end causes no event.</summary>
    HookAbandoned,

    /// <summary>A hook failed and will be called again; <see cref="WorkerEvent.Attempt"/> is the attempt that failed.</summary>
    HookRetried,

    /// <summary>
    /// A background task is restarted, after <see cref="WorkerEvent.Exception"/> or, if that is <see langword="null"/>, after its return.
    /// </summary>
    TaskRestarted,

    /// <summary>A background task failed, and its policy ignores the failure.</summary>
    FailurePassedOver,

    /// <summary>A failure is final; <see cref="WorkerEvent.Exception"/> is the exception that callers receive. One event for each failure.</summary>
    Failed,
}
