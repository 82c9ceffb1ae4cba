using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>What callers ask of the worker as a whole. A call that comes while an operation is under way shares it, cancels it, or waits for it.</summary>
internal readonly struct WorkerCommands(UnitTable units, OperationRunner runner)
{
    private readonly EngineScope _scope = units.Scope;
    private readonly OperationQueue _queue = runner.Queue;

    /// <summary>Makes the worker a program.</summary>
    /// <returns>
    /// What to do first, which is the start unless that is cancelled; <see langword="null"/> when there is nothing to do or the worker is up already or
    /// on the way.
    /// </returns>
    public Operation? BeginProgram(IThreadPoolWorkItem program, bool isCancelled)
    {
        Operation? first;
        lock (_scope.Gate)
        {
            ObjectDisposedException.ThrowIf(_queue.IsDisposed, _scope.Worker);
            _queue.Program = program;
            if (_queue.Current is not null || units.WorkerState == UnitState.Started)
                return null;

            _queue.IsDisposed = isCancelled;
            first = isCancelled ? _queue.BeginEndLocked() : _queue.BeginLocked(new Operation(OperationKind.Start));
        }

        if (first is null)
            _scope.Queue.Enqueue(program);

        return first;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, "start");
        // The common case needs no async method, which would be a dozen more methods for the JIT.
        Operation? operation = null;
        if (!cancellationToken.IsCancellationRequested)
        {
            lock (_scope.Gate)
            {
                if (_queue.Current is null && units.WorkerState != UnitState.Started && !_queue.IsDisposed)
                    operation = _queue.BeginLocked(new Operation(OperationKind.Start) { CallerToken = cancellationToken });
            }
        }

        return operation is null ? JoinStartAsync(cancellationToken) : runner.PerformAsync(operation);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, "wait for its stop");
        if (OwnWait.IsInTask(units))
        {
            RequestStop(); // The stop waits for the calling hook, so that the hook cannot wait for the stop.
            return Task.CompletedTask;
        }

        Operation? operation = null;
        lock (_scope.Gate)
        {
            if (_queue.Current is null && units.WorkerState == UnitState.Started)
                operation = _queue.BeginLocked(new Operation(OperationKind.Stop));
        }

        return operation is null ? JoinStopAsync(cancellationToken) : runner.PerformAsync(operation);
    }

    public Task ReloadAsync(CancellationToken cancellationToken)
    {
        OwnWait.ThrowInHook(units, "wait for its reload");
        return ReloadNextAsync(cancellationToken);
    }

    private async Task ReloadNextAsync(CancellationToken cancellationToken)
    {
        Operation? mine = null;
        Task? pending = null;
        lock (_scope.Gate)
        {
            ObjectDisposedException.ThrowIf(_queue.IsDisposed, _scope.Worker);
            if (_queue.Current is null && units.WorkerState == UnitState.Started)
                mine = _queue.BeginLocked(new Operation(OperationKind.Reload));
            else if (_queue.QueueReloadLocked() is { } queued)
                pending = queued.WhenOverLocked();
            else
                throw new UnitStateException($"{units.Worker} cannot be reloaded: it is not up ({units.WorkerState}).", units.Worker);
        }

        await (mine is null ? pending!.WaitAsync(cancellationToken) : runner.PerformAsync(mine)).ConfigureAwait(false);
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        OwnWait.ThrowInHook(units, "wait for its end");
        lock (_scope.Gate)
        {
            if (units.WorkerState is UnitState.Stopped or UnitState.Failed)
                return _queue.Result.Outcome is null ? Task.CompletedTask : Task.FromException(_queue.Result.Outcome);

            return _queue.Result.WhenEndedLocked().WaitAsync(cancellationToken);
        }
    }

    public void RequestStop()
    {
        Operation? begun;
        var needsDriver = false;
        lock (_scope.Gate)
            begun = _queue.RequestStopLocked(ref needsDriver);

        if (needsDriver)
            runner.Driver.QueueTakeover();

        if (begun is not null)
            runner.Enqueue(begun);
    }

    public void RequestReload()
    {
        Operation? begun = null;
        lock (_scope.Gate)
        {
            if (_queue.Current is null && units.WorkerState == UnitState.Started)
                begun = _queue.BeginLocked(new Operation(OperationKind.Reload));
            else
                _queue.QueueReloadLocked();
        }

        if (begun is not null)
            runner.Enqueue(begun);
    }

    /// <summary>What goes down is to come up again, as far as is known yet.</summary>
    public bool IsReloading
    {
        get
        {
            lock (_scope.Gate)
            {
                return _queue.Current is { Kind: OperationKind.Reload or OperationKind.RestartUnits }
                    && units.Movement is { StopRequested: false, Errors: null } && units.Movement.State != OperationState.RollingBack;
            }
        }
    }

    /// <summary>
    /// Stops if need be, then ends the life of the units. Errors are kept in <see cref="CycleResult.Outcome"/>: an exception from here would hide the one
    /// that leaves an <c>await using</c> block.
    /// </summary>
    /// <returns>What failed in the stop and the end that it made itself, which no other caller gets.</returns>
    public Task<LifecycleException?> DisposeAsync()
    {
        OwnWait.ThrowInHook(units, "wait for its disposal");
        return DisposeNextAsync();
    }

    private async Task<LifecycleException?> DisposeNextAsync()
    {
        LifecycleException? own = null;
        var continues = false;
        while (EndNext(continues, out var mine) is { } pending)
        {
            continues = mine is not null;
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            own ??= mine?.Error as LifecycleException; // The stop's error, as the outcome, takes in those of the end.
        }

        return own;
    }

    private async Task JoinStartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Operation operation;
        int? stopRequests = null;
        while (true)
        {
            bool shares;
            Task pending;
            lock (_scope.Gate)
            {
                ObjectDisposedException.ThrowIf(_queue.IsDisposed, _scope.Worker);
                if ((stopRequests ??= _queue.StopRequests) != _queue.StopRequests)
                    throw new OperationCanceledException($"{units.Worker} was told to stop before it could be started.");

                if (_queue.Current is not { } current)
                {
                    if (units.WorkerState == UnitState.Started && !UnitSelection.IsAnyDownLocked(units))
                        return;

                    // Of a worker that is up, what was stopped singly comes up again.
                    operation = _queue.BeginLocked(
                        new Operation(units.WorkerState == UnitState.Started ? OperationKind.StartUnits : OperationKind.Start)
                        {
                            CallerToken = cancellationToken,
                        });
                    break;
                }

                shares = current.Kind == OperationKind.Start && units.Movement is { StopRequested: false, IsCancelled: false };
                pending = current.WhenOverLocked();
            }

            await pending.WaitAsync(cancellationToken).ConfigureAwait(shares ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
            if (shares)
                return;

            cancellationToken.ThrowIfCancellationRequested();
        }

        await runner.PerformAsync(operation).ConfigureAwait(false);
    }

    private async Task JoinStopAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Operation? mine = null;
            Operation? other = null;
            Task? pending = null;
            var needsDriver = false;
            lock (_scope.Gate)
            {
                if (_queue.Current is null)
                {
                    if (!units.IsAnythingUp)
                    {
                        _queue.StopRequests++;
                        return;
                    }

                    mine = _queue.BeginLocked(new Operation(OperationKind.Stop));
                }
                else
                {
                    other = _queue.Current;
                    pending = other.WhenOverLocked();
                    needsDriver = _queue.RequestDescentLocked();
                }
            }

            if (needsDriver)
                runner.Driver.QueueTakeover();

            if (mine is not null)
            {
                await runner.PerformAsync(mine).ConfigureAwait(false);
                return;
            }

            var shares = other!.Kind is OperationKind.Stop;
            await pending!.WaitAsync(cancellationToken).ConfigureAwait(shares ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
            if (shares)
                return;

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One step to the end of the worker's life: waits for what is under way, stops, or ends the units.</summary>
    /// <param name="continues">The step follows at once on one of this call: both have one budget.</param>
    /// <param name="mine">What this call began.</param>
    /// <returns>What to wait for before the next step; <see langword="null"/> when there is nothing left to do.</returns>
    private Task? EndNext(bool continues, out Operation? mine)
    {
        mine = null;
        Task? pending = null;
        var needsDriver = false;
        lock (_scope.Gate)
        {
            _queue.IsDisposed = true;
            if (_queue.Current is { } current)
            {
                pending = current.WhenOverLocked();
                needsDriver = _queue.RequestDescentLocked();
            }
            else
            {
                mine = _queue.BeginEndLocked(continues);
            }
        }

        if (needsDriver)
            runner.Driver.QueueTakeover();

        return mine is null ? pending : runner.PerformAsync(mine);
    }
}
