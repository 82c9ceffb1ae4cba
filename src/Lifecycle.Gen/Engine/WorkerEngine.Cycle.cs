namespace Lifecycle.Engine;

/// <content>
/// The order of the phases on the way up, on the way down and at the end. It belongs to no thread: whoever finds a pass over begins the next one,
/// so that a hook which blocks its thread for good holds up nothing but that thread (R-STOP-5).
/// </content>
internal sealed partial class WorkerEngine
{
    private Stage _stage;

    private enum Stage : byte
    {
        Construction,
        OnInit,
        PreStartup,
        OnStartup,
        OnReady,
        Up,
        OnDrain,
        Run,
        OnShutdown,
        PostShutdown,
        Down,
        OnExit,
        Disposal,
        Over,
    }

    /// <summary>Begins the next pass of the operation, or ends it. False: it is over.</summary>
    private bool BeginNextPass()
    {
        var operation = _operation!;
        while (true)
        {
            if (_customPhases is not null && BeginCustomPass(operation))
                return true;

            var stage = _stage++;
            if (stage <= Stage.OnReady && Halted(operation))
            {
                TurnRound(operation);
                continue;
            }

            switch (stage)
            {
                case Stage.Construction:
                    if (!_constructed)
                        Construct();
                    if (_mixed || operation.IsPartial)
                        SelectForStart(operation);

                    break;
                case Stage.OnInit:
                    if ((!_initialised || _selective) && BeginUnlessEmpty(Phase.OnInit, Phase.OnExit, SlotFlags.Initialised))
                        return true;

                    break;
                case Stage.PreStartup:
                    _initialised |= !_selective;
                    if (BeginUnlessEmpty(Phase.PreStartup, Phase.PostShutdown, SlotFlags.Prepared))
                        return true;

                    break;
                case Stage.OnStartup:
                    return BeginPass(Phase.OnStartup, Direction.Forward);
                case Stage.OnReady:
                    if (BeginUnlessEmpty(Phase.OnReady, Phase.OnDrain, SlotFlags.Ready))
                        return true;

                    break;
                case Stage.Up:
                    if (!Commit(operation))
                        TurnRound(operation);

                    break;
                case Stage.OnDrain:
                    if (Has(Phase.OnDrain))
                        return BeginPass(Phase.OnDrain, Direction.Backward);

                    break;
                case Stage.Run:
                    if (Has(Phase.Run) && CancelRun())
                        return BeginPass(Phase.Run, Direction.Parallel);

                    break;
                case Stage.OnShutdown:
                    return BeginPass(Phase.OnShutdown, Direction.Backward);
                case Stage.PostShutdown:
                    if (Has(Phase.PostShutdown) || _customPhases is not null)
                        return BeginPass(Phase.PostShutdown, Direction.Backward);

                    break;
                case Stage.Down:
                    if (operation.Attaches && operation.RollsBack)
                        SelectOnly(operation.Slot); // It ends; what it needed came up in vain, and lives on.
                    else if (!operation.EndsUnits && !operation.Detaches)
                        _stage = operation is { RollsBack: false, Kind: OperationKind.Reload or OperationKind.RestartUnits } && TurnUp(operation) ? Stage.PreStartup : Stage.Over;

                    break;
                case Stage.OnExit:
                    if (Has(Phase.OnExit) || _customPhases is not null)
                        return BeginPass(Phase.OnExit, Direction.Backward);

                    break;
                case Stage.Disposal when operation.Attaches:
                    break; // Still the caller's.
                case Stage.Disposal:
                    return BeginPass(Phase.Disposal, Direction.Backward);
                default:
                    if (Complete(operation) is not { } next || !Enter(next))
                        return false;

                    operation = next;
                    break;
            }
        }
    }

    /// <summary>A pass on the way up; where no unit has such a hook, everybody is through at once.</summary>
    private bool BeginUnlessEmpty(int phase, int counterpart, SlotFlags mark)
    {
        if (Has(phase))
            return BeginPass(phase, Direction.Forward);

        if (!Has(counterpart) && _customPhases is null)
            return false;

        lock (_lock)
        {
            for (var slot = 0; slot < _slots.Length; slot++)
            {
                if (!_selective || IsSelected(ref _slots[slot]))
                    _slots[slot].Flags |= mark;
            }
        }

        return false;
    }

    private bool Halted(Operation operation)
    {
        var cancelled = operation.CallerToken.IsCancellationRequested;
        lock (_lock)
        {
            if (cancelled && operation.GoingUp)
                Halt(error: null);

            return _halted;
        }
    }

    private bool Commit(Operation operation)
    {
        if (Halted(operation))
            return false;

        lock (_lock)
        {
            if (_halted)
                return false;

            operation.GoingUp = false;
            operation.CameUp = true;
            _stage = Stage.Over;
            return true;
        }
    }

    /// <summary>After a start that failed or was cancelled: down with what came up, and an end to these instances (R-FAIL-2).</summary>
    private void TurnRound(Operation operation)
    {
        operation.RollsBack = true;
        if (!operation.IsPartial)
            operation.EndsUnits = true;
        if (operation.EndsUnits)
            _selective = false;

        TurnDown(operation);
    }

    /// <summary>From here on every hook gets its turn, whatever fails.</summary>
    private void TurnDown(Operation operation)
    {
        CancellationTokenSource? stopping;
        lock (_lock)
        {
            operation.GoingUp = false;
            _halted = false;
            _source = new CancellationTokenSource();
            _stage = Stage.OnDrain;
            if (_attached > 0)
                WithdrawExtensions();
            if (operation.IsPartial)
                return;

            SetState(UnitState.Stopping);
            _isStopping = true;
            stopping = _stopping;
        }

        if (stopping is not null)
            Cancel(stopping);
    }

    /// <summary>The second half of a reload. False: a stop came, or the way down failed; then the worker stays down.</summary>
    private bool TurnUp(Operation operation)
    {
        lock (_lock)
        {
            if (operation.StopRequested || operation.Errors is not null)
                return false;

            operation.GoingUp = true;
            _source = new CancellationTokenSource();
            _overtime = false;
            _deadline = DeadlineIn(_options.StartupTimeoutSeconds);
            if (!operation.IsPartial)
            {
                SetState(UnitState.Starting);
                RenewStopping();
            }

            return true;
        }
    }

    private void RenewStopping()
    {
        _isStopping = false;
        if (_stopping is { IsCancellationRequested: true })
            _stopping = null;
    }

    /// <summary>The end of the units' life: the next start makes new ones.</summary>
    private void ForgetUnits()
    {
        _constructed = false;
        _initialised = false;
        _supervisions = null;
        if (_attached > 0)
            Remove(all: true);

        _mixed = _plan.HasOnRequest || _slots.Length > Worker.Plan.Count;
        Array.Clear(_units);
        _extensions?.Forget();
    }
}
