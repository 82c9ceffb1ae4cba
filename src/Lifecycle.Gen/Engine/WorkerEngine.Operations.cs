namespace Lifecycle.Engine;

/// <content>The life of an operation: it becomes the current one, gets a thread, and leaves its result.</content>
internal sealed partial class WorkerEngine
{
    /// <summary>How the last cycle ended.</summary>
    public LifecycleException? Outcome;

    /// <summary>Whether the last cycle was brought to its end by a failure, and not only failed while it stopped.</summary>
    public bool Failed;

    /// <summary>Makes an operation the current one. Under the lock.</summary>
    private Operation Begin(Operation operation)
    {
        _operation = operation;
        _halted = false;
        _overtime = false;
        _armedFor = long.MaxValue;
        _source = new CancellationTokenSource();
        _context = ExecutionContext.Capture();
        _selective = false;
        if (_mixed || operation.IsPartial)
            BeginSelection(operation);

        if (operation.Kind == OperationKind.Start)
        {
            operation.GoingUp = true;
            _deadline = DeadlineIn(_options.StartupTimeoutSeconds);
            _cause = null;
            _supervisions = null;
            Outcome = null;
            Failed = false;
            RenewStopping();
        }
        else if (operation.Kind == OperationKind.StartUnits)
        {
            operation.GoingUp = true;
            _deadline = DeadlineIn(_options.StartupTimeoutSeconds);
        }
        else if (operation.Kind == OperationKind.RunPhase)
        {
            operation.GoingUp = true; // It can be turned round; its own time is without limit until then.
            _deadline = long.MaxValue;
        }
        else
        {
            _deadline = DeadlineIn(_options.ShutdownTimeoutSeconds);
        }

        if (operation.Kind == OperationKind.Stop)
            _stopRequests++;

        if (operation.Kind < OperationKind.End)
            SetState(operation.Kind == OperationKind.Start ? UnitState.Starting : UnitState.Stopping);

        return operation;
    }

    private void Detach(Operation operation) => _queue.Enqueue(operation.Errand = new Errand(this, operation));

    /// <summary>For the start of a program: a thread of its own.</summary>
    public void Launch(Operation operation) => _queue.Launch(operation.Errand = new Errand(this, operation), this);

    /// <summary>Does the operation, on this thread for as long as nothing waits.</summary>
    private Task PerformAsync(Operation operation)
    {
        var context = _context;
        var synchronization = SynchronizationContext.Current;
        Go(operation);

        // As an async method would: what a hook put into the caller's contexts does not stay there.
        if (context is not null && !ReferenceEquals(ExecutionContext.Capture(), context))
            ExecutionContext.Restore(context);
        if (!ReferenceEquals(SynchronizationContext.Current, synchronization))
            SynchronizationContext.SetSynchronizationContext(synchronization);

        lock (_lock)
        {
            if (!operation.IsOver)
                return operation.WhenOver();
        }

        return operation.Error is null ? Task.CompletedTask : ThrowAsync(operation.Error);
    }

    /// <summary>A task that a cancellation cancels and anything else fails.</summary>
    private static async Task ThrowAsync(Exception error) => await Task.FromException(error).ConfigureAwait(false);

    private void Go(Operation operation)
    {
        if (Enter(operation) && BeginNextPass())
            DriveAlone();
    }

    public void GoInContext(Operation operation)
    {
        if (_context is { } context)
            ExecutionContext.Run(context, static state => { var (engine, operation) = ((WorkerEngine, Operation))state!; engine.Go(operation); }, (this, operation));
        else
            Go(operation);
    }

    /// <summary>Sets out on an operation. False: a timer goes on with it.</summary>
    private bool Enter(Operation operation)
    {
        if (_log is not null)
            operation.BeganAt = LogBegin(operation.Kind);
        if (_observation is not null)
            _observation.TellOperationBegins(operation);

        switch (operation.Kind)
        {
            case OperationKind.Start:
            case OperationKind.StartUnits:
                _stage = Stage.Construction;
                break;
            case OperationKind.End:
                _stage = Stage.OnExit;
                break;
            case OperationKind.RunPhase:
                GoThroughPhase();
                break;
            default:
                if (_options.DrainDelaySeconds > 0 && DelaysDrain(operation))
                    return false;

                TurnDown(operation);
                break;
        }

        return true;
    }

    /// <summary>The operation is over: enters the result, and begins what was asked for meanwhile in the same hold of the lock.</summary>
    /// <returns>What this thread goes on with.</returns>
    private Operation? Complete(Operation operation)
    {
        Exception? error;
        TaskGroup? run = null;
        Operation? next = null;
        IThreadPoolWorkItem? last = null;
        ITimer? timer;
        lock (_lock)
        {
            error = operation.Errors is null ? null : Failure.Combine(operation.Errors);
            if (operation.EndsUnits || operation.Kind == OperationKind.End)
                ForgetUnits();

            operation.Registration.Unregister();
            timer = _timer;
            _timer = null;
            _armedFor = long.MaxValue;
            _deadline = long.MaxValue;
            _overtime = false;
            var turned = _halted;
            _halted = false;
            _operation = null;
            if (operation.IsPartial)
            {
                if (operation.Kind == OperationKind.RunPhase && turned)
                    error ??= TurnedPhase(operation);

                next = EndPartial(operation, ref error, ref run);
            }
            else if (operation.CameUp)
            {
                SetState(UnitState.Started);
                _loose = false;
                if (operation.StopRequested)
                {
                    next = Begin(new Operation(OperationKind.Stop));
                    DropQueuedReload();
                }
                else
                {
                    run = MakeRunGroups();
                    next = BeginQueued();
                }
            }
            else
            {
                EnterEnd(operation, error as LifecycleException);
                error ??= operation.Kind switch
                {
                    OperationKind.Start => new OperationCanceledException($"{_plan.Worker} was told to stop while it was starting.", operation.CallerToken.IsCancellationRequested ? operation.CallerToken : default),
                    OperationKind.Reload => new OperationCanceledException($"{_plan.Worker} was told to stop while it was reloading."),
                    _ => null,
                };
                if (_program is not null)
                {
                    _disposed = true;
                    next = BeginEnd();
                    if (next is null)
                        last = _program;
                }
            }

            if (_observation is not null)
                _observation.EnterOperationEnd(operation, error);

            operation.Complete(error, _queue);
        }

        timer?.Dispose();
        if (_log is not null)
            LogEnd(operation, error);
        if (_observation is not null)
            _observation.Tell();

        for (; run is not null; run = run.Next)
        {
            foreach (var task in run.All)
            {
                if (last is not null)
                    _queue.Enqueue(last);

                last = task;
            }
        }

        if (last is not null && (next is not null || operation.Errand is not { } errand || !errand.TryLeave(last)))
            _queue.Enqueue(last);

        // A caller's thread has done what it came for; any other one goes on.
        if (next is not null && operation.Errand is null)
            Detach(next);
        else if (next is not null)
            next.Errand = operation.Errand;

        return operation.Errand is null ? null : next;
    }

    private void EnterEnd(Operation operation, LifecycleException? error)
    {
        DropQueuedReload();
        _loose = false;
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
        Failed = _cause is not null || operation.FailedUp;
        SetState(Outcome is null ? UnitState.Stopped : UnitState.Failed);
        _ended?.Complete(Outcome, _queue);
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

    private void DropQueuedReload()
    {
        _queuedReload?.Complete(new OperationCanceledException($"{_plan.Worker} was stopped before it could be reloaded."), _queue);
        _queuedReload = null;
        _restarts = null;
    }
}
