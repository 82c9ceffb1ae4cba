using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Threading;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>One operation at a time: which is under way, what was asked for meanwhile, and what an operation leaves behind. A stop wins over what was asked before it.</summary>
internal sealed class OperationQueue(UnitTable units, TaskSupervisor tasks, PassDriver driver, Cycle cycle)
{
    private readonly EngineScope _scope = units.Scope;
    private Operation? _queuedReload;
    private List<int>? _restarts;

    /// <summary>A failure while the worker was up, which makes it stop.</summary>
    private LifecycleException? _cause;

    private Completion? _ended;

    /// <summary>The operation under way.</summary>
    public Operation? Current;

    public bool IsDisposed;

    /// <summary>How often the worker was to come down; shows a request that waited for its turn that a stop came meanwhile.</summary>
    public int StopRequests;

    /// <summary>The worker is this program: its life ends with its first cycle, and then the program is to go on.</summary>
    public IThreadPoolWorkItem? Program;

    /// <summary>How the last cycle ended.</summary>
    public LifecycleException? Outcome;

    /// <summary>Whether the last cycle was brought to its end by a failure, and not only failed while it stopped.</summary>
    public bool Failed;

    /// <summary>Ends the listening to code updates, at the end of the worker's life.</summary>
    public IDisposable? CodeUpdates;

    /// <summary>Makes an operation the one under way.</summary>
    public Operation BeginLocked(Operation operation)
    {
        _scope.AssertLocked();
        var goesUp = operation.Kind is OperationKind.Start or OperationKind.StartUnits or OperationKind.RunPhase;
        Current = operation;
        units.Movement = new Movement
        {
            State = goesUp ? OperationState.GoingUp : OperationState.GoingDown,
            IsPartial = operation.IsPartial,
            IsOnRequest = operation.Kind == OperationKind.RunPhase,
        };
        driver.BeginLocked(LimitOf(operation.Kind), operation.CallerToken);
        units.Reports?.Events?.OperationChangesLocked(operation.Kind);
        if (units.MayDiffer || operation.IsPartial)
            UnitSelection.BeginLocked(units, operation);

        switch (operation.Kind)
        {
            case OperationKind.Start:
                _cause = null;
                tasks.ForgetRestartsLocked();
                Outcome = null;
                Failed = false;
                cycle.Stopping.RenewLocked();
                break;
            case OperationKind.StartUnits when !units.IsAnythingUp:
                _cause = null;
                break;
            case OperationKind.Stop:
                StopRequests++;
                break;
        }

        if (operation.Kind < OperationKind.End)
            units.SetWorkerStateLocked(operation.Kind == OperationKind.Start ? UnitState.Starting : UnitState.Stopping);

        return operation;
    }

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

        Current = null;
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
                next = BeginLocked(new Operation(OperationKind.Stop));
                DropQueuedReloadLocked();
            }
            else
            {
                run = tasks.MakeRunGroupsLocked();
                next = BeginQueuedLocked();
            }
        }
        else
        {
            EndCycleLocked(operation, movement.FailedUp, error as LifecycleException);
            error ??= operation.Kind switch
            {
                OperationKind.Start => new OperationCanceledException($"{units.Worker} was told to stop while it was starting.", TokenOf(operation)),
                OperationKind.Reload => new OperationCanceledException($"{units.Worker} was told to stop while it was reloading."),
                _ => null,
            };
            if (Program is not null)
            {
                IsDisposed = true;
                next = BeginEndLocked();
                programEnds = next is null;
            }
        }

        var startedPlan = operation is { Kind: OperationKind.Start, CameUp: true } ? units.Plan : null;
        units.Reports?.Events?.OperationEndedLocked(operation.Kind, operation.BeganAt, operation.Span, error, startedPlan);
        operation.CompleteLocked(error, _scope.Queue);
        return next;
    }

    /// <summary>Lets an operation that leads up end down. True: it was on its way up, and a driver is needed.</summary>
    public bool RequestDescentLocked()
    {
        StopRequests++;
        units.Movement.StopRequested = true;
        if (units.Movement.State != OperationState.GoingUp)
            return false;

        driver.Deadlines.CancelStartLocked(error: null);
        return true;
    }

    /// <summary>Brings the worker down, whatever is under way. The caller starts the operation that is returned.</summary>
    /// <param name="needsDriver">The operation under way was cancelled.</param>
    public Operation? RequestStopLocked(ref bool needsDriver)
    {
        if (Current is not null)
        {
            needsDriver |= RequestDescentLocked();
            return null;
        }

        if (units.IsAnythingUp)
            return BeginLocked(new Operation(OperationKind.Stop));

        StopRequests++;
        return null;
    }

    /// <summary>The reload that is to follow the operation under way; one for all who ask meanwhile.</summary>
    /// <returns><see langword="null"/> when the worker is not up and does not come up.</returns>
    public Operation? QueueReloadLocked()
    {
        var takesReload = Current is { } operation && !units.Movement.StopRequested
            && (operation.IsPartial ? units.WorkerState == UnitState.Started : operation.Kind is OperationKind.Start or OperationKind.Reload && !units.Movement.IsCancelled);
        return takesReload ? _queuedReload ??= new Operation(OperationKind.Reload) : null;
    }

    /// <summary>
    /// Takes a unit and its dependents down and brings them up again: at once, or when the operation under way is over. One that leads down makes it needless.
    /// The caller starts the operation that is returned.
    /// </summary>
    public Operation? RequestRestartLocked(int slot)
    {
        if (Current is null)
            return units.IsAnythingUp ? BeginLocked(new Operation(OperationKind.RestartUnits) { Slot = slot }) : null;

        _restarts ??= [];
        if (!units.Movement.StopRequested && !_restarts.Contains(slot))
            _restarts.Add(slot);

        return null;
    }

    /// <summary>The last run hook returned. The caller starts the operation that is returned.</summary>
    public Operation? EndRunLocked()
    {
        if (units.WorkerState != UnitState.Started)
            return null;

        if (Current is null)
            return BeginLocked(new Operation(OperationKind.Stop));

        if (Current.IsPartial)
            Current.RunEnded = true;

        return null;
    }

    /// <summary>R-BG-1: a task failed, and the worker comes to an end, by a stop or by rolling back. The caller starts the operation that is returned.</summary>
    public Operation? FailLocked(int slot, LifecycleException failure, bool wasCancelled, ref bool needsDriver)
    {
        if (Current is null)
        {
            if (!units.IsAnythingUp)
                return null;

            units.MarkFailedLocked(slot, failure);
            _cause = failure;
            return BeginLocked(new Operation(OperationKind.Stop));
        }

        var isLeftAlone = units.IsLeftAlone(slot);
        if (units.Movement.LeadsUp && !isLeftAlone)
        {
            units.MarkFailedLocked(slot, failure);
            driver.Pass.MarkFailedLocked(slot); // Its own startup may not be settled yet.
            driver.Deadlines.CancelStartLocked(failure);
            needsDriver = true;
        }
        else if (units.Movement.State == OperationState.CameUp || isLeftAlone || (Current.Kind == OperationKind.Reload && !wasCancelled))
        {
            // The operation would leave the worker up, or bring it up again.
            units.MarkFailedLocked(slot, failure);
            AddCause(failure);
            needsDriver |= RequestDescentLocked();
        }
        else
        {
            driver.Pass.RecordFailureLocked(slot, failure);
        }

        return null;
    }

    /// <summary>Whether a failure makes the worker stop.</summary>
    public bool HasCause => _cause is not null;

    /// <summary>A task that ends with the cycle.</summary>
    public Task WhenEndedLocked() => (_ended ??= new Completion()).AddWaiter();

    /// <summary>Begins what is next on the way to the end of the worker's life, no operation being under way.</summary>
    /// <returns><see langword="null"/> when there is nothing left to do.</returns>
    public Operation? BeginEndLocked()
    {
        if (units.IsAnythingUp)
            return BeginLocked(new Operation(OperationKind.Stop));

        if (units.IsConstructed || units.Attached is { Count: > 0 })
            return BeginLocked(new Operation(OperationKind.End));

        if (units.WorkerState == UnitState.Created)
            units.SetWorkerStateLocked(UnitState.Stopped);

        _ended?.Complete(error: null, _scope.Queue);
        _ended = null;
        CodeUpdates?.Dispose();
        CodeUpdates = null;
        return null;
    }

    private static CancellationToken TokenOf(Operation operation) => operation.CallerToken.IsCancellationRequested ? operation.CallerToken : default;

    private double LimitOf(OperationKind kind) => kind switch
    {
        OperationKind.Start or OperationKind.StartUnits => _scope.Options.StartupTimeoutSeconds,
        OperationKind.RunPhase => 0, // It can be cancelled; its own time has no limit until then.
        _ => _scope.Options.ShutdownTimeoutSeconds,
    };

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
                AddCause(failure);

            stopRequested = true;
        }

        if (operation.Kind != OperationKind.RunPhase)
            CompleteMoveLocked(operation, movement.StopRequested, ref error);

        if ((units.IsAnythingUp || restartFailed) && (stopRequested || (operation.RunEnded && !tasks.IsRunning)))
        {
            DropQueuedReloadLocked();
            var stop = BeginLocked(new Operation(OperationKind.Stop));
            if (unheard is not null)
                units.Movement.AddError(unheard);

            return stop;
        }

        if (operation.CameUp)
            run = tasks.MakeRunGroupsLocked();

        return BeginQueuedLocked();
    }

    private void CompleteMoveLocked(Operation operation, bool stopRequested, ref Exception? error)
    {
        units.MayDiffer |= !operation.EndsUnits;
        if (operation.Detaches || (operation.Attaches && !operation.CameUp))
            RemoveAttachedLocked(all: false);

        units.HasUnitsUp = units.WorkerState != UnitState.Started && Array.Exists(units.Slots, static s => s.Is(UnitFlags.Up));
        if (!operation.CameUp && operation.Kind != OperationKind.StopUnits)
        {
            var unit = operation.Slot < 0 ? operation.Wanted!.ToString() : units.Plan.IdOf(operation.Slot);
            error ??= new OperationCanceledException(
                stopRequested ? $"{units.Worker} was told to stop while {unit} was starting." : $"The start of {operation.Wanted} was cancelled.",
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

    private void EndCycleLocked(Operation operation, bool failedUp, LifecycleException? error)
    {
        DropQueuedReloadLocked();
        units.HasUnitsUp = false;
        if (operation.Kind == OperationKind.End)
        {
            if (error is null)
                return;

            if (Outcome is null)
                Outcome = error;
            else
                Outcome.Others = [.. Outcome.Others, error, .. error.Others];

            return;
        }

        if (_cause is not null && error is not null)
            AddCause(error);

        Outcome = _cause ?? error;
        Failed = _cause is not null || failedUp;
        units.SetWorkerStateLocked(Outcome is null ? UnitState.Stopped : UnitState.Failed);
        _ended?.Complete(Outcome, _scope.Queue);
        _ended = null;
    }

    /// <summary>A failure that brings the worker to its end: the first is the cause.</summary>
    private void AddCause(LifecycleException failure)
    {
        if (_cause is null)
            _cause = failure;
        else
            _cause.Others = [.. _cause.Others, failure, .. failure.Others];
    }

    /// <summary>Begins what was asked for meanwhile, the worker being up.</summary>
    private Operation? BeginQueuedLocked()
    {
        if (_queuedReload is { } reload)
        {
            _queuedReload = null;
            _restarts = null;
            return BeginLocked(reload);
        }

        while (_restarts is { Count: > 0 } restarts)
        {
            var slot = restarts[0];
            restarts.RemoveAt(0);
            if (units.IsUp(slot))
                return BeginLocked(new Operation(OperationKind.RestartUnits) { Slot = slot });
        }

        return null;
    }

    private void DropQueuedReloadLocked()
    {
        _queuedReload?.CompleteLocked(new OperationCanceledException($"{units.Worker} was stopped before it could be reloaded."), _scope.Queue);
        _queuedReload = null;
        _restarts = null;
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
