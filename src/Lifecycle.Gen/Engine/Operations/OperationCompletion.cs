using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>The end of an operation: what its callers get, in which state it leaves the worker, and what follows.</summary>
internal static class OperationCompletion
{
    /// <summary>The operation is over: its result is recorded, and what was asked for meanwhile begins.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="run">The run hooks to begin outside of the lock.</param>
    /// <param name="programEnds">Whether the program is to go on: the life of its worker is over.</param>
    /// <returns>The operation that is under way now.</returns>
    public static Operation? CompleteLocked(OperationQueue queue, Operation operation, ref TaskGroup? run, ref bool programEnds)
    {
        queue.Units.Scope.AssertLocked();
        var movement = queue.Units.Movement;
        Exception? error = Failures.Combine(movement.Errors);
        Operation? next = null;
        operation.CameUp = movement.State == OperationState.CameUp;
        if (operation.EndsUnits || operation.Kind == OperationKind.End)
            ForgetInstancesLocked(queue);

        queue.Current = null;
        queue.Units.Movement = default;
        queue.Units.Reports?.Events?.OperationChangesLocked(operation: null);
        if (operation.IsPartial)
        {
            if (operation.Kind == OperationKind.RunPhase && movement.IsCancelled)
                error ??= CancelledPhase(queue, operation, movement.StopRequested);

            next = CompletePartialLocked(queue, operation, in movement, ref error, ref run);
        }
        else if (operation.CameUp)
        {
            queue.Units.SetWorkerStateLocked(UnitState.Started);
            queue.Units.HasUnitsUp = false;
            if (movement.StopRequested)
            {
                next = queue.BeginLocked(new Operation(OperationKind.Stop));
                queue.DropQueuedReloadLocked();
            }
            else
            {
                run = queue.Tasks.MakeRunGroupsLocked();
                next = queue.BeginQueuedLocked();
            }
        }
        else
        {
            queue.DropQueuedReloadLocked();
            queue.Units.HasUnitsUp = false;
            queue.Result.EndLocked(operation.Kind == OperationKind.End, movement.FailedUp, error as LifecycleException);
            error ??= operation.Kind switch
            {
                OperationKind.Start => new OperationCanceledException($"{queue.Units.Worker} was told to stop while it was starting.", TokenOf(operation)),
                OperationKind.Reload => new OperationCanceledException($"{queue.Units.Worker} was told to stop while it was reloading."),
                _ => null,
            };
            if (queue.Program is not null)
            {
                queue.IsDisposed = true;
                next = queue.BeginEndLocked(continues: true);
                programEnds = next is null;
            }
        }

        var startedPlan = operation is { Kind: OperationKind.Start, CameUp: true } ? queue.Units.Plan : null;
        queue.Units.Reports?.Events?.OperationEndedLocked(operation.Kind, operation.BeganAt, operation.Span, error, startedPlan);
        operation.CompleteLocked(error, queue.Units.Scope.Queue);
        return next;
    }

    private static CancellationToken TokenOf(Operation operation) => operation.CallerToken.IsCancellationRequested ? operation.CallerToken : default;

    /// <summary>What an operation on some units leaves to do.</summary>
    private static Operation? CompletePartialLocked(OperationQueue queue, Operation operation, in Movement movement, ref Exception? error, ref TaskGroup? run)
    {
        var restartFailed = operation.Kind == OperationKind.RestartUnits && !operation.CameUp;
        var stopRequested = movement.StopRequested;
        LifecycleException? unheard = null;
        if (restartFailed)
        {
            // What the worker is made of could not be brought back: it ends, as after a reload that failed, even if nothing else is up. Where a stop was
            // wanted anyhow, the failure comes out with the stop: no caller waits for a restart.
            if (stopRequested && !movement.FailedUp)
                unheard = error as LifecycleException;
            else if (error is LifecycleException failure)
                AddRestartFailure(queue, operation, failure);

            stopRequested = true;
        }

        if (operation.Kind != OperationKind.RunPhase)
            CompleteMoveLocked(queue, operation, movement.StopRequested, ref error);

        if ((queue.Units.IsAnythingUp || restartFailed) && (stopRequested || (operation.RunEnded && !queue.Tasks.IsRunning)))
        {
            queue.DropQueuedReloadLocked();
            var stop = queue.BeginLocked(new Operation(OperationKind.Stop));
            if (unheard is not null)
                queue.Units.Movement.AddError(unheard);

            return stop;
        }

        if (operation.CameUp)
            run = queue.Tasks.MakeRunGroupsLocked();

        return queue.BeginQueuedLocked();
    }

    /// <summary>The report begins with what made the restart necessary, unless the failure names it already, as that of used up restarts does.</summary>
    private static void AddRestartFailure(OperationQueue queue, Operation operation, LifecycleException failure)
    {
        if (operation.Cause is { } cause && !Names(failure, cause))
            queue.Result.AddCause(cause);

        queue.Result.AddCause(failure);
    }

    private static bool Names(LifecycleException failure, LifecycleException cause)
    {
        foreach (var other in failure.OtherList)
        {
            if (ReferenceEquals(other, cause))
                return true;
        }

        return false;
    }

    private static void CompleteMoveLocked(OperationQueue queue, Operation operation, bool stopRequested, ref Exception? error)
    {
        queue.Units.MayDiffer |= !operation.EndsUnits;
        if (operation.Detaches || (operation.Attaches && !operation.CameUp))
            RemoveAttachedLocked(queue, all: false);

        queue.Units.HasUnitsUp = queue.Units.WorkerState != UnitState.Started && Array.Exists(queue.Units.Slots, static s => s.Is(UnitFlags.Up));
        if (!operation.CameUp && operation.Kind != OperationKind.StopUnits)
        {
            var unit = operation.Slot >= 0 ? queue.Units.Plan.IdOf(operation.Slot) : operation.Wanted?.ToString() ?? "its units";
            error ??= new OperationCanceledException(
                stopRequested ? $"{queue.Units.Worker} was told to stop while {unit} was starting." : $"The start of {unit} was cancelled.",
                TokenOf(operation));
        }
    }

    private static OperationCanceledException CancelledPhase(OperationQueue queue, Operation operation, bool stopRequested)
    {
        var phase = Phase.NameOf(Phase.NumberOf(operation.PhaseId!));
        return new OperationCanceledException(
            stopRequested ? $"{queue.Units.Worker} was told to stop while {phase} was running." : $"{phase} of {queue.Units.Worker} was cancelled.",
            TokenOf(operation));
    }

    /// <summary>The end of the units' life: the next start makes new ones.</summary>
    private static void ForgetInstancesLocked(OperationQueue queue)
    {
        queue.Tasks.ForgetRestartsLocked();
        RemoveAttachedLocked(queue, all: true);
        queue.Units.ForgetInstancesLocked();
    }

    private static void RemoveAttachedLocked(OperationQueue queue, bool all)
    {
        if (queue.Units.Attached is not { Count: > 0 } attached)
            return;

        attached.RemoveLocked(all, slot =>
        {
            queue.Driver.Pass.RenewGenerationLocked(slot);
            queue.Tasks.ForgetUnitLocked(slot);
        });
        queue.Cycle.OnUnitsChanged();
    }
}
