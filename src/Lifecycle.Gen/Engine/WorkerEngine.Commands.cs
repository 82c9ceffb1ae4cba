using Lifecycle.Engine.Process;

namespace Lifecycle.Engine;

/// <content>What callers ask for. One operation at a time; who comes meanwhile shares it, turns it round, or waits for it.</content>
internal sealed partial class WorkerEngine
{
    private Operation? _operation;
    private Operation? _queuedReload;
    private UnitState _state;
    private bool _disposed;

    /// <summary>A failure while the worker was up, which makes it stop.</summary>
    private LifecycleException? _cause;

    private Completion? _ended;

    /// <summary>The worker is this program: its life ends with its first cycle, and then the program is told.</summary>
    private ProcessRun? _program;

    /// <summary>Makes the worker a program.</summary>
    /// <returns>What to do first, which is the start unless that is cancelled; <see langword="null"/> when there is nothing to do or the worker is up already or on the way.</returns>
    public Operation? BeginProgram(ProcessRun program, bool isCancelled)
    {
        Operation? first;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, Worker);
            _program = program;
            if (_operation is not null || _state == UnitState.Started)
                return null;

            _disposed = isCancelled;
            first = isCancelled ? BeginEnd() : Begin(new Operation(OperationKind.Start));
        }

        if (first is null)
            _queue.Enqueue(program);

        return first;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The common case needs no async method, which would be a dozen more methods for the JIT.
        Operation? operation = null;
        if (!cancellationToken.IsCancellationRequested)
        {
            lock (_lock)
            {
                if (_operation is null && _state != UnitState.Started && !_disposed)
                    operation = Begin(new Operation(OperationKind.Start) { CallerToken = cancellationToken });
            }
        }

        return operation is null ? JoinStartAsync(cancellationToken) : PerformAsync(operation);
    }

    private async Task JoinStartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Operation operation;
        while (true)
        {
            bool share;
            Task pending;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, Worker);
                if (_operation is null)
                {
                    if (_state == UnitState.Started)
                        return;

                    operation = Begin(new Operation(OperationKind.Start) { CallerToken = cancellationToken });
                    break;
                }

                share = _operation is { Kind: OperationKind.Start, StopRequested: false } && !_halted;
                pending = _operation.WhenOver();
            }

            await pending.WaitAsync(cancellationToken).ConfigureAwait(share ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
            if (share)
                return;

            cancellationToken.ThrowIfCancellationRequested();
        }

        await PerformAsync(operation).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Operation? operation = null;
        lock (_lock)
        {
            if (_operation is null && _state == UnitState.Started)
                operation = Begin(new Operation(OperationKind.Stop));
        }

        return operation is null ? JoinStopAsync(cancellationToken) : PerformAsync(operation);
    }

    private async Task JoinStopAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Operation? mine = null;
            Operation? other = null;
            Task? pending = null;
            var turned = false;
            lock (_lock)
            {
                if (_operation is null)
                {
                    if (_state != UnitState.Started && !_loose)
                    {
                        _stopRequests++;
                        return;
                    }

                    mine = Begin(new Operation(OperationKind.Stop));
                }
                else
                {
                    other = _operation;
                    pending = other.WhenOver();
                    turned = TurnRequested(other);
                }
            }

            if (turned)
                QueueUrgentHelper();

            if (mine is not null)
            {
                await PerformAsync(mine).ConfigureAwait(false);
                return;
            }

            var share = other!.Kind is OperationKind.Stop;
            await pending!.WaitAsync(cancellationToken).ConfigureAwait(share ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
            if (share)
                return;

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        Operation? mine = null;
        Task? pending = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, Worker);
            if (_operation is null && _state == UnitState.Started)
                mine = Begin(new Operation(OperationKind.Reload));
            else if (TakesReload())
                pending = (_queuedReload ??= new Operation(OperationKind.Reload)).WhenOver();
            else
                throw new UnitStateException($"{_plan.Worker} cannot be reloaded: it is not up ({_state}).", _plan.Worker);
        }

        await (mine is null ? pending!.WaitAsync(cancellationToken) : PerformAsync(mine)).ConfigureAwait(false);
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_state is UnitState.Stopped or UnitState.Failed)
                return Outcome is null ? Task.CompletedTask : Task.FromException(Outcome);

            return (_ended ??= new Completion()).AddWaiter().WaitAsync(cancellationToken);
        }
    }

    public void RequestStop()
    {
        Operation? begun = null;
        var turned = false;
        lock (_lock)
        {
            if (_operation is not null)
                turned = TurnRequested(_operation);
            else if (_state == UnitState.Started || _loose)
                begun = Begin(new Operation(OperationKind.Stop));
            else
                _stopRequests++;
        }

        if (turned)
            QueueUrgentHelper();

        if (begun is not null)
            Detach(begun);
    }

    public void RequestReload()
    {
        Operation? begun = null;
        lock (_lock)
        {
            if (_operation is null && _state == UnitState.Started)
                begun = Begin(new Operation(OperationKind.Reload));
            else if (TakesReload())
                _queuedReload ??= new Operation(OperationKind.Reload);
        }

        if (begun is not null)
            Detach(begun);
    }

    /// <summary>What goes down is to come up again, as far as is known yet.</summary>
    public bool IsReloading
    {
        get
        {
            lock (_lock)
                return _operation is { Kind: OperationKind.Reload or OperationKind.RestartUnits, StopRequested: false, RollsBack: false, Errors: null };
        }
    }

    /// <summary>Stops if need be, then ends the life of the units. Errors are kept in <see cref="Outcome"/>: an exception from here would hide the one that leaves an <c>await using</c> block.</summary>
    /// <returns>What failed in the stop and the end that it made itself, which nobody else is told.</returns>
    public async Task<LifecycleException?> DisposeAsync()
    {
        LifecycleException? own = null;
        while (EndNext(out var mine) is { } pending)
        {
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            own ??= mine?.Error as LifecycleException; // The stop's error, as the outcome, takes in those of the end.
        }

        return own;
    }

    /// <summary>One step to the end of the worker's life: waits for what is under way, stops, or ends the units.</summary>
    /// <param name="mine">What this call began.</param>
    /// <returns>What to wait for before the next step; <see langword="null"/> when there is nothing left to do.</returns>
    private Task? EndNext(out Operation? mine)
    {
        mine = null;
        Task? pending = null;
        var turned = false;
        lock (_lock)
        {
            _disposed = true;
            if (_operation is not null)
            {
                pending = _operation.WhenOver();
                turned = TurnRequested(_operation);
            }
            else
            {
                mine = BeginEnd();
            }
        }

        if (turned)
            QueueUrgentHelper();

        return mine is null ? pending : PerformAsync(mine);
    }

    /// <summary>Begins what is next on the way to the end of the worker's life, nothing else being under way. Under the lock.</summary>
    /// <returns><see langword="null"/> when there is nothing left to do.</returns>
    private Operation? BeginEnd()
    {
        if (_state == UnitState.Started || _loose)
            return Begin(new Operation(OperationKind.Stop));

        if (_constructed || _attached > 0)
            return Begin(new Operation(OperationKind.End));

        if (_state == UnitState.Created)
            SetState(UnitState.Stopped);

        _ended?.Complete(error: null, _queue);
        _ended = null;
        _codeUpdates?.Dispose();
        _codeUpdates = null;
        return null;
    }

    /// <summary>The caller of a start changed its mind (F10).</summary>
    private void CancelOperation(Operation operation)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_operation, operation) || !operation.GoingUp)
                return;

            Halt(error: null);
        }

        QueueUrgentHelper();
    }

    private bool TakesReload() => _operation is { StopRequested: false } operation
        && (operation.IsPartial ? _state == UnitState.Started : operation.Kind is OperationKind.Start or OperationKind.Reload && !_halted);

    /// <summary>Lets an operation that leads up end down. True: it was on its way up, and somebody must see to it.</summary>
    private bool TurnRequested(Operation operation)
    {
        _stopRequests++;
        operation.StopRequested = true;
        if (!operation.GoingUp || _halted)
            return false;

        Halt(error: null);
        return true;
    }
}
