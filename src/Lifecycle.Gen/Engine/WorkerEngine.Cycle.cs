using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>The order of the phases on the way up, on the way down and at the end.</content>
internal sealed partial class WorkerEngine
{
    private async ValueTask UpAsync(Operation operation)
    {
        if (!_constructed)
            Construct();

        if (!_initialised)
        {
            await ForwardAsync(operation, Phase.OnInit, Phase.OnExit, SlotFlags.Initialised).ConfigureAwait(false);
            _initialised = true;
        }

        await ForwardAsync(operation, Phase.PreStartup, Phase.PostShutdown, SlotFlags.Prepared).ConfigureAwait(false);
        if (!Halted(operation))
            await PassAsync(Phase.OnStartup, Direction.Forward).ConfigureAwait(false);

        await ForwardAsync(operation, Phase.OnReady, Phase.OnDrain, SlotFlags.Ready).ConfigureAwait(false);
        if (!Commit(operation))
            await RollBackAsync(operation).ConfigureAwait(false);
    }

    /// <summary>A pass on the way up; where no unit has such a hook, everybody is through at once.</summary>
    private async ValueTask ForwardAsync(Operation operation, int phase, int counterpart, SlotFlags mark)
    {
        if (Halted(operation))
            return;

        if (Has(phase))
        {
            await PassAsync(phase, Direction.Forward).ConfigureAwait(false);
            return;
        }

        if (!Has(counterpart))
            return;

        for (int slot = 0; slot < _slots.Length; slot++)
            _slots[slot].Flags |= mark;
    }

    private bool Halted(Operation operation)
    {
        bool cancelled = operation.CallerToken.IsCancellationRequested;
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
            _initialised = true;
            return true;
        }
    }

    /// <summary>After a start that failed or was cancelled: down with what came up, and an end to these instances (R-FAIL-2).</summary>
    private async ValueTask RollBackAsync(Operation operation)
    {
        TurnRound(operation);
        await GoDownAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    /// <summary>From here on every hook gets its turn, whatever fails.</summary>
    private void TurnRound(Operation operation)
    {
        CancellationTokenSource? stopping;
        lock (_lock)
        {
            operation.GoingUp = false;
            _halted = false;
            _state = UnitState.Stopping;
            _source = new CancellationTokenSource();
            stopping = _stopping;
        }

        if (stopping is not null)
            Cancel(stopping);
    }

    private async ValueTask DownAsync(Operation operation)
    {
        TurnRound(operation);
        await GoDownAsync().ConfigureAwait(false);
    }

    private async ValueTask GoDownAsync()
    {
        if (Has(Phase.OnDrain))
            await PassAsync(Phase.OnDrain, Direction.Backward).ConfigureAwait(false);

        if (_runSource is { } run)
        {
            Cancel(run);
            await PassAsync(Phase.Run, Direction.Parallel).ConfigureAwait(false);
            _runSource = null;
        }

        await PassAsync(Phase.OnShutdown, Direction.Backward).ConfigureAwait(false);
        if (Has(Phase.PostShutdown))
            await PassAsync(Phase.PostShutdown, Direction.Backward).ConfigureAwait(false);

        if (Has(Phase.OnDrain))
        {
            for (int slot = 0; slot < _slots.Length; slot++)
                _slots[slot].Flags &= ~SlotFlags.Ready;
        }
    }

    private async ValueTask EndAsync()
    {
        if (Has(Phase.OnExit))
            await PassAsync(Phase.OnExit, Direction.Backward).ConfigureAwait(false);

        await PassAsync(Phase.Disposal, Direction.Backward).ConfigureAwait(false);
        lock (_lock)
        {
            _constructed = false;
            _initialised = false;
            Array.Clear(_units);
        }
    }

    /// <summary>Down and up again. False: a stop came, or the way down failed; then the worker stays down.</summary>
    private async ValueTask ReloadAsync(Operation operation)
    {
        await DownAsync(operation).ConfigureAwait(false);
        lock (_lock)
        {
            if (operation.StopRequested || operation.Errors is not null)
                return;

            operation.GoingUp = true;
            _state = UnitState.Starting;
            _overtime = false;
            _deadline = DeadlineIn(_options.StartupTimeoutSeconds);
            RenewStopping();
        }

        await UpAsync(operation).ConfigureAwait(false);
    }

    private void RenewStopping()
    {
        if (_stopping is { IsCancellationRequested: true })
            _stopping = null;
    }
}
