using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Observation;

/// <summary>
/// What the engine publishes to observers. Abstract, and made only where an observer, telemetry or the record of the start is asked for, so that the linker
/// drops <see cref="EventQueue"/> from native programs that ask for none of these. Methods ending in <c>Locked</c> queue an event under the engine's lock;
/// the others queue and dispatch outside of it.
/// </summary>
internal abstract class WorkerObservation
{
    public abstract StartupReport? StartupReport { get; }

    /// <summary>The operation that events are of from now on; <see langword="null"/> between operations.</summary>
    public abstract void OperationChangesLocked(OperationKind? operation);

    /// <summary>The state of a unit changes, or in slot -1 that of the worker.</summary>
    public abstract void StateChangesLocked(int slot, string? unit, UnitState from, UnitState to);

    public abstract void HookAbandonedLocked(int slot, string unit, string? hook, int phase, int attempt);

    public abstract void HookEndedLocked(int slot, string unit, string? hook, int phase, int attempt, Exception? error);

    /// <param name="kind">What ended.</param>
    /// <param name="beganAt">The time stamp of its beginning.</param>
    /// <param name="span">Its span.</param>
    /// <param name="error">What its callers get.</param>
    /// <param name="startedPlan">The plan of a start that came up; <see langword="null"/> for all other operations.</param>
    public abstract void OperationEndedLocked(OperationKind kind, long beganAt, object? span, Exception? error, WorkerPlan? startedPlan);

    /// <summary>Passes the queued events on, one thread at a time. Outside of the lock.</summary>
    public abstract void Dispatch();

    /// <returns>The span of the operation.</returns>
    public abstract object? OperationBegan(OperationKind kind, out long beganAt);

    /// <returns>The span that the hook is in, to be left when the call returns.</returns>
    public abstract object? HookBegan(int slot, string unit, string? hook, int phase, int attempt);

    /// <summary>The call of a hook has returned, whether or not the hook has ended.</summary>
    public abstract void LeaveSpan(object span);

    /// <returns>The time stamp of the beginning of a background or run hook.</returns>
    public abstract long TaskBegan(string unit, string? hook, int phase);

    public abstract void TaskEnded(string unit, string? hook, int phase, long beganAt, Exception? error);

    /// <summary>A failure of a hook, or what became of it.</summary>
    public abstract void FailureReported(WorkerEventKind kind, LifecycleException error, int attempt = 0);

    public abstract void TaskRestarted(string unit, string hook, LifecycleException? failure);
}
