namespace Lifecycle;

/// <summary>What a <see cref="WorkerEvent"/> tells of.</summary>
public enum WorkerEventKind
{
    /// <summary>A start, stop, reload or the like begins.</summary>
    OperationBegan,

    /// <summary>It is over: <see cref="WorkerEvent.Elapsed"/> is its length, <see cref="WorkerEvent.Exception"/> what its callers get.</summary>
    OperationEnded,

    /// <summary>
    /// The worker or a unit went from <see cref="WorkerEvent.From"/> to <see cref="WorkerEvent.To"/>; <see cref="WorkerEvent.Elapsed"/> tells how long it was in the former.
    /// </summary>
    StateChanged,

    /// <summary>A hook is about to be called.</summary>
    HookBegan,

    /// <summary>A hook has ended: <see cref="WorkerEvent.Elapsed"/> is its length, <see cref="WorkerEvent.Exception"/> what it threw, a cancellation included.</summary>
    HookEnded,

    /// <summary>A hook that ignored its cancelled token is waited for no more. Nothing is told of its end.</summary>
    HookAbandoned,

    /// <summary>A hook failed and is tried again; <see cref="WorkerEvent.Attempt"/> is the attempt that failed.</summary>
    HookRetried,

    /// <summary>A background task begins anew, after <see cref="WorkerEvent.Exception"/> or, where that is null, after its end.</summary>
    TaskRestarted,

    /// <summary>A background task failed, and its policy passes over it.</summary>
    FailurePassedOver,

    /// <summary>Something failed for good; <see cref="WorkerEvent.Exception"/> is the exception that callers get. Told once for each.</summary>
    Failed,
}
