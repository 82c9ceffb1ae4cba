namespace Lifecycle.Engine.Foundation;

/// <summary>
/// The events that run up, against the calls: a pass has ended, a construction was abandoned, and the worker or a unit of it must come down. The operations
/// receive them.
/// </summary>
internal abstract class EngineEvents
{
    /// <summary>The pass is over: begins the next one, or ends the operation. False: there is nothing left to drive.</summary>
    public abstract bool PassEnded();

    /// <summary>The construction of the units was abandoned: this thread goes on with the operation.</summary>
    public abstract void ConstructionAbandoned();

    /// <summary>Something makes the worker, or a unit of it, come down.</summary>
    /// <param name="descent">What must come down, and why.</param>
    /// <param name="next">What the caller does when the lock is released.</param>
    public abstract void ComeDownLocked(in Descent descent, ref FollowUp next);
}

internal enum DescentReason : byte
{
    /// <summary>A task failed.</summary>
    TaskFailed,

    /// <summary>The last run hook returned.</summary>
    RunEnded,

    /// <summary>The policy of a task that completed asks for a stop.</summary>
    TaskCompleted,

    /// <summary>The policy of a task that failed asks that its unit and the dependents go down and come up again.</summary>
    UnitRestart,
}

/// <summary>Why the worker, or a unit of it, must come down.</summary>
internal readonly struct Descent(DescentReason reason, int slot = -1, LifecycleException? failure = null, bool wasCancelled = false)
{
    public readonly DescentReason Reason = reason;

    public readonly int Slot = slot;

    /// <summary>The failure that is the reason, if there is one.</summary>
    public readonly LifecycleException? Failure = failure;

    /// <summary>The task that failed had been asked to end.</summary>
    public readonly bool WasCancelled = wasCancelled;
}

/// <summary>What a thread that has held the lock does when it is released.</summary>
internal struct FollowUp
{
    /// <summary>An operation that was begun.</summary>
    public IThreadPoolWorkItem? Operation;

    /// <summary>A unit can go on, or the way up was cancelled: a driver is needed.</summary>
    public bool NeedsDriver;
}
