using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>The end of an operation: what its callers get, in which state it leaves the worker, and what follows.</summary>
internal sealed class OperationCompletion(UnitTable units, TaskSupervisor tasks, PassDriver driver, Cycle cycle, OperationQueue queue)
{
    private readonly EngineScope _scope = units.Scope;

    /// <summary>The operation is over: its result is recorded, and what was asked for meanwhile begins.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="run">The run hooks to begin outside of the lock.</param>
    /// <param name="programEnds">Whether the program is to go on: the life of its worker is over.</param>
    /// <returns>The operation that is under way now.</returns>
    public Operation? CompleteLocked(Operation operation, ref TaskGroup? run, ref bool programEnds)
    {
        _scope.AssertLocked();
        var movement = units.Movement;
        Exception? error = Failures.Combine(movement.Errors);
        Operation? next = null;
        operation.CameUp = movement.State == OperationState.CameUp;
        if (operation.EndsUnits || operation.Kind == OperationKind.End)
            ForgetInstancesLocked();

        queue.Current = null;
        units.Movement = default;
        units.Reports?.Events?.OperationChangesLocked(operation: null);
        if (operation.IsPartial)
        {
            if (operation.Kind == OperationKind.RunPhase && movement.IsCancelled)
                error ??= CancelledPhase(operation, movement.StopRequested);

            next = CompletePartialLocked(operation, in movement, ref error, ref run);
        }
        else if (operation.CameUp)
        {
            units.SetWorkerStateLocked(UnitState.Started);
            units.HasUnitsUp = false;
            if (movement.StopRequested)
            {
                next = queue.BeginLocked(new Operation(OperationKind.Stop));
                queue.DropQueuedReloadLocked();
            }
            else
            {
                run = tasks.MakeRunGroupsLocked();
                next = queue.BeginQueuedLocked();
            }
        }
        else
        {
            queue.DropQueuedReloadLocked();
            units.HasUnitsUp = false;
            queue.Result.EndLocked(operation.Kind == OperationKind.End, movement.FailedUp, error as LifecycleException);
            error ??= operation.Kind switch
            {
                OperationKind.Start => new OperationCanceledException($"{units.Worker} was told to stop while it was starting.", TokenOf(operation)),
                OperationKind.Reload => new OperationCanceledException($"{units.Worker} was told to stop while it was reloading."),
                _ => null,
            };
            if (queue.Program is not null)
            {
                queue.IsDisposed = true;
                next = queue.BeginEndLocked(continues: operation.Kind != OperationKind.End);
                programEnds = next is null;
            }
        }

        var startedPlan = operation is { Kind: OperationKind.Start, CameUp: true } ? units.Plan : null;
        units.Reports?.Events?.OperationEndedLocked(operation.Kind, operation.BeganAt, operation.Span, error, startedPlan);
        operation.CompleteLocked(error, _scope.Queue);
        return next;
    }

    private static CancellationToken TokenOf(Operation operation) => operation.CallerToken.IsCancellationRequested ? operation.CallerToken : default;

    /// <summary>What an operation on some units leaves to do.</summary>
    private Operation? CompletePartialLocked(Operation operation, in Movement movement, ref Exception? error, ref TaskGroup? run)
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
                AddRestartFailure(operation, failure);

            stopRequested = true;
        }

        if (operation.Kind != OperationKind.RunPhase)
            CompleteMoveLocked(operation, movement.StopRequested, ref error);

        if ((units.IsAnythingUp || restartFailed) && (stopRequested || (operation.RunEnded && !tasks.IsRunning)))
        {
            queue.DropQueuedReloadLocked();
            var stop = queue.BeginLocked(new Operation(OperationKind.Stop));
            if (unheard is not null)
                units.Movement.AddError(unheard);

            return stop;
        }

        if (operation.CameUp)
            run = tasks.MakeRunGroupsLocked();

        return queue.BeginQueuedLocked();
    }

    /// <summary>The report begins with what made the restart necessary, unless the failure names it already, as that of used up restarts does.</summary>
    private void AddRestartFailure(Operation operation, LifecycleException failure)
    {
        if (operation.Cause is { } cause && !Names(failure, cause))
            queue.Result.AddCause(cause);

        queue.Result.AddCause(failure);
    }

    private static bool Names(LifecycleException failure, LifecycleException cause)
    {
        foreach (var other in failure.Others)
        {
            if (ReferenceEquals(other, cause))
                return true;
        }

        return false;
    }

    private void CompleteMoveLocked(Operation operation, bool stopRequested, ref Exception? error)
    {
        units.MayDiffer |= !operation.EndsUnits;
        if (operation.Detaches || (operation.Attaches && !operation.CameUp))
            RemoveAttachedLocked(all: false);

        units.HasUnitsUp = units.WorkerState != UnitState.Started && Array.Exists(units.Slots, static s => s.Is(UnitFlags.Up));
        if (!operation.CameUp && operation.Kind != OperationKind.StopUnits)
        {
            var unit = operation.Slot >= 0 ? units.Plan.IdOf(operation.Slot) : operation.Wanted?.ToString() ?? "its units";
            error ??= new OperationCanceledException(
                stopRequested ? $"{units.Worker} was told to stop while {unit} was starting." : $"The start of {unit} was cancelled.",
                TokenOf(operation));
        }
    }

    private OperationCanceledException CancelledPhase(Operation operation, bool stopRequested)
    {
        var phase = Phase.NameOf(Phase.NumberOf(operation.PhaseId!));
        return new OperationCanceledException(
            stopRequested ? $"{units.Worker} was told to stop while {phase} was running." : $"{phase} of {units.Worker} was cancelled.",
            TokenOf(operation));
    }

    /// <summary>The end of the units' life: the next start makes new ones.</summary>
    private void ForgetInstancesLocked()
    {
        tasks.ForgetRestartsLocked();
        RemoveAttachedLocked(all: true);
        units.ForgetInstancesLocked();
    }

    private void RemoveAttachedLocked(bool all)
    {
        if (units.Attached is not { Count: > 0 } attached)
            return;

        attached.RemoveLocked(all, slot =>
        {
            driver.Pass.RenewGenerationLocked(slot);
            tasks.ForgetUnitLocked(slot);
        });
        cycle.OnUnitsChanged();
    }
}
