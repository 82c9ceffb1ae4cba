using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Threading;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// One operation at a time: which is under way, what was asked for meanwhile, and what an operation leaves behind. A stop wins over what was asked before
/// it.
/// </summary>
internal sealed class OperationQueue(UnitTable units, TaskSupervisor tasks, PassDriver driver, Cycle cycle)
{
    public readonly UnitTable Units = units;

    public readonly TaskSupervisor Tasks = tasks;

    public readonly PassDriver Driver = driver;

    public readonly Cycle Cycle = cycle;

    private readonly EngineScope _scope = units.Scope;
    private Operation? _queuedReload;
    private List<Operation>? _restarts;

    /// <summary>How the last cycle ended.</summary>
    public CycleResult Result = new(units);

    /// <summary>The operation under way.</summary>
    public Operation? Current;

    public bool IsDisposed;

    /// <summary>How often the worker was to come down; shows a request that waited for its turn that a stop came meanwhile.</summary>
    public int StopRequests;

    /// <summary>The worker is this program: its life ends with its first cycle, and then the program is to go on.</summary>
    public IThreadPoolWorkItem? Program;

    /// <summary>
    /// Gives the inputs that the worker owns their slots. Set with the first of them, so that a native program without any contains none of that code.
    /// </summary>
    public Action? ReleaseInputs;

    /// <summary>Ends the listening to code updates, at the end of the worker's life.</summary>
    public IDisposable? CodeUpdates;

    /// <summary>Makes an operation the one under way.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="continues">It goes on within the limits of the one that has just ended.</param>
    public Operation BeginLocked(Operation operation, bool continues = false)
    {
        _scope.AssertLocked();
        var goesUp = operation.Kind is OperationKind.Start or OperationKind.StartUnits or OperationKind.RunPhase;
        Current = operation;
        Units.Movement = new Movement
        {
            State = goesUp ? OperationState.GoingUp : OperationState.GoingDown,
            IsPartial = operation.IsPartial,
            IsOnRequest = operation.Kind == OperationKind.RunPhase,
            ShutdownSeconds = operation.ShutdownSeconds,
        };
        if (continues)
            Driver.ContinueLocked(in Driver.Deadlines.Last);
        else
            Driver.BeginLocked(LimitOf(operation), operation.CallerToken);

        Units.Reports?.Events?.OperationChangesLocked(operation.Kind);
        if (Units.MayDiffer || operation.IsPartial)
            UnitSelection.BeginLocked(Units, operation);

        switch (operation.Kind)
        {
            case OperationKind.Start:
                Result.Clear();
                Tasks.ForgetRestartsLocked();
                Cycle.Stopping.RenewLocked();
                break;
            case OperationKind.StartUnits when !Units.IsAnythingUp:
                Result.ClearCause();
                break;
            case OperationKind.Stop:
                StopRequests++;
                break;
        }

        if (operation.Kind < OperationKind.End)
            Units.SetWorkerStateLocked(operation.Kind == OperationKind.Start ? UnitState.Starting : UnitState.Stopping);

        return operation;
    }

    /// <summary>Lets an operation that leads up end down. True: it was on its way up, and a driver is needed.</summary>
    public bool RequestDescentLocked()
    {
        StopRequests++;
        Units.Movement.StopRequested = true;
        if (Units.Movement.State != OperationState.GoingUp)
            return false;

        Driver.Deadlines.CancelStartLocked(error: null);
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

        if (Units.IsAnythingUp)
            return BeginLocked(new Operation(OperationKind.Stop));

        StopRequests++;
        return null;
    }

    /// <summary>The reload that is to follow the operation under way; one for all requests meanwhile.</summary>
    /// <returns><see langword="null"/> when the worker is not up and does not come up.</returns>
    public Operation? QueueReloadLocked()
    {
        var takesReload = Current is { } operation && !Units.Movement.StopRequested
            && (operation.IsPartial ? Units.WorkerState == UnitState.Started
                : operation.Kind is OperationKind.Start or OperationKind.Reload && !Units.Movement.IsCancelled);
        return takesReload ? _queuedReload ??= new Operation(OperationKind.Reload) : null;
    }

    /// <summary>
    /// Takes a unit and its dependents down and brings them up again: at once, or when the operation under way is over. One that leads down makes it needless.
    /// The caller starts the operation that is returned.
    /// </summary>
    public Operation? RequestRestartLocked(int slot, LifecycleException? cause)
    {
        var restart = new Operation(OperationKind.RestartUnits) { Slot = slot, Cause = cause };
        if (Current is null)
            return Units.IsAnythingUp ? BeginLocked(restart) : null;

        _restarts ??= [];
        if (!Units.Movement.StopRequested && !_restarts.Exists(other => other.Slot == slot))
            _restarts.Add(restart);

        return null;
    }

    /// <summary>The last run hook returned. The caller starts the operation that is returned.</summary>
    public Operation? EndRunLocked()
    {
        if (Units.WorkerState != UnitState.Started)
            return null;

        if (Current is null)
            return BeginLocked(new Operation(OperationKind.Stop));

        if (Current.IsPartial)
            Current.RunEnded = true;

        return null;
    }

    /// <summary>
    /// R-BG-1: a task failed, and the worker comes to an end, by a stop or by rolling back. The caller starts the operation that is returned.
    /// </summary>
    public Operation? FailLocked(int slot, LifecycleException failure, bool wasCancelled, ref bool needsDriver)
    {
        if (Current is null)
        {
            if (!Units.IsAnythingUp)
                return null;

            Units.MarkFailedLocked(slot, failure);
            Result.AddCause(failure);
            return BeginLocked(new Operation(OperationKind.Stop));
        }

        var isLeftAlone = Units.IsLeftAlone(slot);
        if (Units.Movement.LeadsUp && !isLeftAlone)
        {
            Units.MarkFailedLocked(slot, failure);
            Driver.Pass.MarkFailedLocked(slot); // Its own startup may not be settled yet.
            Driver.Deadlines.CancelStartLocked(failure);
            needsDriver = true;
        }
        else if (Units.Movement.State == OperationState.CameUp || isLeftAlone || (Current.Kind == OperationKind.Reload && !wasCancelled))
        {
            // The operation would leave the worker up, or bring it up again.
            Units.MarkFailedLocked(slot, failure);
            Result.AddCause(failure);
            needsDriver |= RequestDescentLocked();
        }
        else
        {
            Driver.Pass.RecordFailureLocked(slot, failure);
        }

        return null;
    }

    /// <summary>Begins what is next on the way to the end of the worker's life, no operation being under way.</summary>
    /// <param name="continues">The end follows at once on the operation that has just ended: both have one budget (R-STOP-4).</param>
    /// <returns><see langword="null"/> when there is nothing left to do.</returns>
    public Operation? BeginEndLocked(bool continues = false)
    {
        if (Units.IsAnythingUp)
            return BeginLocked(new Operation(OperationKind.Stop));

        if (Units.IsConstructed || Units.Attached is { Count: > 0 })
            return BeginLocked(new Operation(OperationKind.End), continues);

        if (ReleaseInputs is { } release)
        {
            ReleaseInputs = null;
            release();
            return BeginLocked(new Operation(OperationKind.End), continues);
        }

        if (Units.WorkerState == UnitState.Created)
            Units.SetWorkerStateLocked(UnitState.Stopped);

        Result.ReleaseWaitersLocked(error: null);
        CodeUpdates?.Dispose();
        CodeUpdates = null;
        return null;
    }

    private double LimitOf(Operation operation) => operation.Kind switch
    {
        OperationKind.Start or OperationKind.StartUnits => _scope.Options.StartupTimeoutSeconds,
        OperationKind.RunPhase => 0, // It can be cancelled; its own time has no limit until then.
        _ => operation.ShutdownSeconds ?? _scope.ShutdownSeconds,
    };

    /// <summary>Begins what was asked for meanwhile, the worker being up.</summary>
    public Operation? BeginQueuedLocked()
    {
        if (_queuedReload is { } reload)
        {
            _queuedReload = null;
            _restarts = null;
            return BeginLocked(reload);
        }

        while (_restarts is { Count: > 0 } restarts)
        {
            var restart = restarts[0];
            restarts.RemoveAt(0);
            if (Units.IsUp(restart.Slot))
                return BeginLocked(restart);
        }

        return null;
    }

    public void DropQueuedReloadLocked()
    {
        _queuedReload?.CompleteLocked(new OperationCanceledException($"{Units.Worker} was stopped before it could be reloaded."), _scope.Queue);
        _queuedReload = null;
        _restarts = null;
    }
}
