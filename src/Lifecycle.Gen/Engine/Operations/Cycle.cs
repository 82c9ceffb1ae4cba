using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// Takes an operation through the rows of the cycle's table: up, down, to the end, and from the way up to the way down where it is cancelled. It belongs to no
/// thread: the thread that finds a pass over begins the next one, so that a hook that blocks its thread for good holds up nothing but that thread (R-STOP-5).
/// </summary>
internal sealed class Cycle(UnitTable units, TaskSupervisor tasks, PassDriver driver)
{
    private readonly EngineScope _scope = units.Scope;
    private CustomPhase[]? _custom;
    private CycleTable _table = CycleTable.BuiltIn;
    private CycleTable _current = CycleTable.BuiltIn;
    private int _next;

    public StoppingToken Stopping = new(units.Scope);

    /// <summary>Goes to the row that an operation begins with.</summary>
    public void Begin(Operation operation)
    {
        _current = _table;
        switch (operation.Kind)
        {
            case OperationKind.Start:
            case OperationKind.StartUnits:
                GoTo(Stage.Construction);
                break;
            case OperationKind.End:
                GoTo(Stage.OnExit);
                break;
            case OperationKind.RunPhase:
                _current = CycleTable.OnRequest(_custom ?? [], operation.PhaseId!);
                _next = 0;
                break;
            default:
                TurnDown(operation, OperationState.GoingDown);
                break;
        }
    }

    /// <summary>Begins the next pass of the operation.</summary>
    public CycleStep BeginNextPass(Operation operation)
    {
        while (_next < _current.Count)
        {
            var row = _current[_next++];
            if (row.LeadsUp && driver.IsCancelled())
                RollBack(operation);
            else if (row is { Stage: Stage.Construction, Kind: RowKind.Action } && !units.IsConstructed && !Construct(operation))
                return CycleStep.Lost;
            else if (row.Kind == RowKind.Custom ? BeginCustom(operation, row) : BeginBuiltIn(operation, row))
                return CycleStep.PassBegan;
        }

        return CycleStep.Through;
    }

    /// <summary>Looks up the hooks of the units in the custom phases of the plan.</summary>
    public void MapCustomPhases()
    {
        if (_custom is null)
        {
            var plan = _scope.Worker.CompiledPlan.PhaseTable;
            var phases = new CustomPhase[plan.Length];
            for (var i = 0; i < phases.Length; i++)
                phases[i] = new CustomPhase(plan[i]);

            _custom = phases;
            _table = new CycleTable(phases);
        }

        CustomPhase.FindHooks(_custom, units);
    }

    /// <summary>The hooks of the units have changed.</summary>
    public void OnUnitsChanged()
    {
        if (_custom is not null || (units.Hooks & HookCounts.CustomPhases) != 0)
            MapCustomPhases();
    }

    private void GoTo(Stage stage) => _next = _current.FirstOf(stage);

    private bool BeginCustom(Operation operation, CycleRow row)
    {
        if (operation.Kind == OperationKind.RunPhase && driver.IsCancelled())
        {
            _next = _current.Count;
            return false;
        }

        driver.Pass.Custom = row.Custom;
        driver.Pass.CustomPart = row.Part;
        driver.Pass.Begin(row.Phase, row.Order, onWayUp: row.Stage <= Stage.Up);
        return true;
    }

    private bool BeginBuiltIn(Operation operation, CycleRow row)
    {
        if (row.Stage == Stage.PreStartup && row.Kind == RowKind.UnlessEmpty)
            units.IsInitialised |= !units.Movement.IsSelective;

        switch (row.Kind)
        {
            case RowKind.Action:
                Act(operation, row.Stage);
                return false;
            case RowKind.MarkSettled:
                Mark(UnitFlags.Settled);
                return false;
            case RowKind.ForgetLeft:
                ForgetLeft();
                return false;
            case RowKind.UnlessEmpty when !units.Has(row.Phase):
                if ((units.Has(row.Counterpart) || _custom is not null) && !IsRepeated(row))
                    Mark(row.Mark);

                return false;
            case RowKind.UnlessEmpty when IsRepeated(row):
            case RowKind.IfAny when row.Stage == Stage.Disposal && operation.Attaches: // Still the caller's.
            case RowKind.IfAny when !HasAny(row) || (row.Stage == Stage.Run && !CancelRun()):
            case RowKind.IfAnyOrCustom when !units.Has(row.Phase) && _custom is null:
                return false;
            default:
                if (row.Stage == Stage.OnDrain)
                    BeginDrain();

                driver.Pass.Begin(row.Phase, row.Order, onWayUp: row.Stage <= Stage.Up);
                return true;
        }
    }

    private bool HasAny(CycleRow row) => units.Has(row.Phase) || (row.Stage == Stage.OnDrain && tasks.EndsAnyInDrain);

    private void BeginDrain()
    {
        lock (_scope.Gate)
            driver.Deadlines.BeginDrainLocked(_scope.Time.GetTimestamp());
    }

    /// <summary>Has the run hooks of the units that take part cancelled, all at once. False: none is left.</summary>
    private bool CancelRun()
    {
        var any = false;
        lock (_scope.Gate)
        {
            for (var i = 0; i < units.PartCount; i++)
            {
                if (tasks.RunOf(units.PartAt(i)) is not { } group)
                    continue;

                any = true;
                driver.Deadlines.CancelSoonLocked(group.Source);
            }
        }

        return any;
    }

    /// <summary>OnInit runs once for a set of instances; single units have their own marks.</summary>
    private bool IsRepeated(CycleRow row) => row.Stage == Stage.OnInit && units.IsInitialised && !units.Movement.IsSelective;

    private void Act(Operation operation, Stage stage)
    {
        switch (stage)
        {
            case Stage.Construction:
                driver.MarkContext(operation);
                if (units.MayDiffer || operation.IsPartial)
                    SelectForStart(operation);

                break;
            case Stage.Up:
                if (!TryCommit())
                    RollBack(operation);

                break;
            case Stage.Down:
                if (operation.Attaches && units.Movement.State == OperationState.RollingBack)
                    SelectOnly(operation.Slot); // It ends; what it needed came up in vain, and lives on.
                else if (!operation.EndsUnits && !operation.Detaches)
                    EndOrTurnUp(operation);

                break;
        }
    }

    /// <summary>The construction was abandoned: the operation goes down with what exists.</summary>
    public void GoOnWithout(Operation operation)
    {
        operation.EndsUnits = true;
        ReadHooks();
        driver.MarkContext(operation);
    }

    /// <returns>False: the construction was abandoned meanwhile, and another thread has gone on with the operation.</returns>
    private bool Construct(Operation operation)
    {
        if ((_scope.Options.StartupTimeoutSeconds > 0 || operation.CallerToken.CanBeCanceled) && driver.TryReserveWatch())
            _scope.Queue.Watch(driver); // A constructor may block this thread: another one looks at the limit.

        if (!Construction.TryRun(units, driver.Callers.Current, out var failure))
            return false;

        if (failure is not null)
        {
            operation.EndsUnits = true;
            lock (_scope.Gate)
                driver.Deadlines.CancelStartLocked(failure);

            units.Reports?.Failed(failure);
        }

        ReadHooks();
        return true;
    }

    private void ReadHooks()
    {
        units.ReadHooks();
        OnUnitsChanged();
        if (_custom is not null)
        {
            _current = _table;
            GoTo(Stage.OnInit);
        }
    }

    private void SelectForStart(Operation operation)
    {
        lock (_scope.Gate)
        {
            if (UnitSelection.SelectForStartLocked(units, operation) is { } error)
                driver.Deadlines.CancelStartLocked(error);
        }
    }

    private void SelectOnly(int slot)
    {
        lock (_scope.Gate)
            UnitSelection.SelectOnlyLocked(units, slot);
    }

    private bool TryCommit()
    {
        if (driver.IsCancelled())
            return false;

        lock (_scope.Gate)
        {
            // A callback on the token of an attempt that was too late has thrown: a start whose caller gets an error does not leave the worker up.
            if (units.Movement.Errors is not null)
                driver.Deadlines.CancelStartLocked(error: null);
            if (units.Movement.IsCancelled)
                return false;

            units.Movement.State = OperationState.CameUp;
            _next = _current.Count;
            return true;
        }
    }

    /// <summary>After a start that failed or was cancelled: down with what came up, and an end to these instances (R-FAIL-2).</summary>
    private void RollBack(Operation operation)
    {
        operation.EndsUnits |= !operation.IsPartial;
        if (operation.EndsUnits)
            units.Movement.IsSelective = false;

        TurnDown(operation, OperationState.RollingBack);
    }

    /// <summary>From here on every hook is called, whatever fails.</summary>
    private void TurnDown(Operation operation, OperationState state)
    {
        lock (_scope.Gate)
        {
            units.Movement.State = state;
            driver.Deadlines.RenewTokenLocked();
            GoTo(Stage.OnDrain);
            units.Attached?.WithdrawExtensionsLocked();
            if (operation.IsPartial)
                return;

            units.SetWorkerStateLocked(UnitState.Stopping);
            if (Stopping.StopLocked() is { } stopping)
                driver.Deadlines.CancelSoonLocked(stopping);
        }
    }

    /// <summary>The way down is complete. A reload goes up again, unless a stop came or the way down failed; then the worker stays down.</summary>
    private void EndOrTurnUp(Operation operation)
    {
        _next = _current.Count;
        if (units.Movement.State == OperationState.RollingBack || operation.Kind is not (OperationKind.Reload or OperationKind.RestartUnits))
            return;

        lock (_scope.Gate)
        {
            if (units.Movement.StopRequested || (units.Movement.Errors is not null && !PassOverErrorsLocked(operation)))
                return;

            units.Movement.State = OperationState.GoingUp;
            driver.Deadlines.BeginLocked(_scope.Options.StartupTimeoutSeconds);
            if (!operation.IsPartial)
            {
                units.SetWorkerStateLocked(UnitState.Starting);
                Stopping.RenewLocked();
            }

            GoTo(Stage.PreStartup);
        }
    }

    /// <summary>
    /// A unit that is restarted because a task failed often fails in its shutdown for the same reason (a lost lock cannot be released): it is started again
    /// all the same, and the failures stay with the cause. Not where something of it may still run.
    /// </summary>
    private bool PassOverErrorsLocked(Operation operation)
    {
        if (operation is not { Kind: OperationKind.RestartUnits, Cause: { } cause } || units.Movement.HasAbandoned)
            return false;

        cause.AddOthers(units.Movement.Errors!);
        units.Movement.Errors = null;
        return true;
    }

    private void Mark(UnitFlags mark)
    {
        lock (_scope.Gate)
        {
            for (var i = 0; i < units.PartCount; i++)
                units.Slots[units.PartAt(i)].Flags |= mark;
        }
    }

    /// <summary>Which units get the phases after PostShutdown or OnExit is decided anew as that comes.</summary>
    private void ForgetLeft()
    {
        lock (_scope.Gate)
        {
            for (var slot = 0; slot < units.Slots.Length; slot++)
                units.Slots[slot].Flags &= ~UnitFlags.Left;
        }
    }
}
