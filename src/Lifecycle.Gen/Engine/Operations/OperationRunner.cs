using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Observation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Threading;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// Gives operations a thread: that of their caller for as long as nothing waits, or one of the pool. Receives the events of the rooms below, and begins what
/// follows from them.
/// </summary>
internal sealed class OperationRunner : EngineEvents
{
    private readonly UnitTable _units;
    private readonly EngineScope _scope;
    private ITimer? _drainDelay;

    public OperationRunner(UnitTable units)
    {
        _units = units;
        _scope = units.Scope;
        Tasks = new TaskSupervisor(units, this);
        Driver = new PassDriver(units, Tasks, this);
        Cycle = new Cycle(units, Tasks, Driver);
        Queue = new OperationQueue(units, Tasks, Driver, Cycle);
    }

    public readonly TaskSupervisor Tasks;

    public readonly PassDriver Driver;

    public readonly Cycle Cycle;

    public readonly OperationQueue Queue;

    /// <summary>Has the pool do an operation.</summary>
    public void Enqueue(Operation operation) => _scope.Queue.Enqueue(WorkItemOf(operation));

    /// <summary>Does the first operation of a program, on a thread of its own.</summary>
    public void Launch(Operation operation) => _scope.Queue.Launch(WorkItemOf(operation), Driver);

    /// <summary>Waits until no other operation is under way, and does the next one.</summary>
    /// <param name="nextLocked">Makes it; nothing where there is nothing to do. Called when it is the turn of this caller.</param>
    /// <param name="needsLife">Whether the life of the worker must not have ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PerformNextAsync(Func<Operation?> nextLocked, bool needsLife, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Operation? mine = null;
            Task? pending = null;
            lock (_scope.Gate)
            {
                if (needsLife)
                    ObjectDisposedException.ThrowIf(Queue.IsDisposed, _scope.Worker);

                if (Queue.Current is { } current)
                    pending = current.WhenOverLocked();
                else if (nextLocked() is { } next)
                    mine = Queue.BeginLocked(next);
                else
                    return;
            }

            if (mine is not null)
            {
                await PerformAsync(mine).ConfigureAwait(false);
                return;
            }

            await pending!.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Does the operation, on this thread for as long as nothing waits; but on another one where this thread has a synchronization context (WPF, Windows
    /// Forms):
    /// hooks never run in one, so that they behave the same everywhere and a caller that blocks its thread does not wait for itself.
    /// </summary>
    public Task PerformAsync(Operation operation)
    {
        if (SynchronizationContext.Current is not null)
            return PerformElsewhereAsync(operation);

        var context = Driver.Context;
        var synchronization = SynchronizationContext.Current;
        var caller = Driver.Callers.Begin(_scope);
        try
        {
            Run(operation, caller);
        }
        finally
        {
            caller.End();
        }

        // As an async method would: what a hook put into the caller's contexts does not stay there.
        if (context is not null && !ReferenceEquals(ExecutionContext.Capture(), context))
            ExecutionContext.Restore(context);
        if (!ReferenceEquals(SynchronizationContext.Current, synchronization))
            SynchronizationContext.SetSynchronizationContext(synchronization);

        if (!operation.IsOver)
        {
            lock (_scope.Gate)
            {
                if (!operation.IsOver)
                    return operation.WhenOverLocked();
            }
        }

        return operation.Error is null ? Task.CompletedTask : ThrowAsync(operation.Error);
    }

    private Task PerformElsewhereAsync(Operation operation)
    {
        Task over;
        lock (_scope.Gate)
            over = operation.WhenOverLocked();

        Enqueue(operation);
        return over;
    }

    /// <summary>With the execution context of the caller that asked for the operation under way.</summary>
    public void RunInContext(Action body) => Driver.RunInContext(static body => ((Action)body!)(), body);

    /// <summary>Does the operation on this thread, for as long as nothing waits.</summary>
    public void Run(Operation operation, CallerThread? caller = null)
    {
        if (Begin(operation) && PassEnded())
            Driver.DrivePass(caller);
    }

    public override bool PassEnded()
    {
        var operation = Queue.Current!;
        CycleStep step;
        while ((step = Cycle.BeginNextPass(operation)) != CycleStep.PassBegan)
        {
            if (step == CycleStep.Lost || Complete(operation) is not { } next || !Begin(next))
                return false;

            operation = next;
        }

        return true;
    }

    public override void ConstructionAbandoned() => RunInContext(GoOnWithoutConstruction);

    public override void ComeDownLocked(in Descent descent, ref FollowUp next)
    {
        var begun = descent.Reason switch
        {
            DescentReason.TaskFailed => Queue.FailLocked(descent.Slot, descent.Failure!, descent.WasCancelled, ref next.NeedsDriver),
            DescentReason.RunEnded => Queue.EndRunLocked(),
            DescentReason.TaskCompleted => Queue.RequestStopLocked(ref next.NeedsDriver),
            _ => Queue.RequestRestartLocked(descent.Slot, descent.Failure),
        };
        if (begun is not null)
            next.Operation = WorkItemOf(begun);
    }

    private void GoOnWithoutConstruction()
    {
        Cycle.GoOnWithout(Queue.Current!);
        if (PassEnded())
            Driver.DrivePass();
    }

    /// <summary>A task that a cancellation cancels and anything else fails.</summary>
    private static async Task ThrowAsync(Exception error) => await Task.FromException(error).ConfigureAwait(false);

    private OperationWorkItem WorkItemOf(Operation operation) => operation.WorkItem = new OperationWorkItem(this, operation);

    /// <summary>Begins an operation. False: a timer, the host or another thread goes on with it.</summary>
    private bool Begin(Operation operation)
    {
        operation.Worker = _scope.Worker;
        if (CallsHooks(operation))
            Driver.MarkContext(operation);

        return _units.Reports is { } reports ? BeginReported(operation, reports) : BeginCycle(operation);
    }

    private bool BeginReported(Operation operation, Reporter reports)
    {
        var handover = Watched(() => BeginCycle(operation));
        operation.Span = reports.OperationBegins(operation.Kind, out operation.BeganAt);
        return handover.TryTake() && BeginCycle(operation);
    }

    private bool BeginCycle(Operation operation)
    {
        if (operation.Kind == OperationKind.Stop && _scope.Options.Host is { } host)
            return AwaitHost(operation, host);

        if (operation.Kind == OperationKind.Stop && _scope.Options.DrainDelaySeconds > 0 && Queue.Result.Cause is null)
        {
            DelayDrain(operation);
            return false;
        }

        Cycle.Begin(operation);
        return true;
    }

    /// <summary>Watches a call of the logger or the observer, which may block: then another thread does what follows.</summary>
    private Handover Watched(Func<bool> next)
    {
        var handover = new Handover(_scope.Queue, () => RunInContext(() =>
        {
            if (next())
                Drive();
        }));
        _scope.Queue.Watch(handover);
        return handover;
    }

    private void Drive()
    {
        if (PassEnded())
            Driver.DriveInContext();
    }

    /// <summary>Whether the operation may call hooks that are not constructed first: construction is followed by a mark of its own.</summary>
    private bool CallsHooks(Operation operation) => operation.Kind switch
    {
        OperationKind.Start or OperationKind.StartUnits => false,
        OperationKind.End => (_units.Hooks & HookCounts.AnyAtEnd) != 0,
        _ => true,
    };

    /// <summary>The operation is over: begins what follows, and the run hooks of a worker that came up.</summary>
    /// <returns>What this thread goes on with.</returns>
    private Operation? Complete(Operation operation)
    {
        TaskGroup? run = null;
        Operation? next;
        var programEnds = false;
        ITimer? timer;
        lock (_scope.Gate)
        {
            timer = Driver.EndLocked();
            next = OperationCompletion.CompleteLocked(Queue, operation, ref run, ref programEnds);
        }

        timer?.Dispose();
        return _units.Reports is { } reports
            ? EndReported(operation, reports, run, next, programEnds)
            : BeginWhatFollows(operation, run, next, programEnds);
    }

    private Operation? EndReported(Operation operation, Reporter reports, TaskGroup? run, Operation? next, bool programEnds)
    {
        var handover = Watched(() => BeginWhatFollows(operation, run, next, programEnds) is { } following && Begin(following));
        reports.OperationEnded(operation.Kind, operation.BeganAt, operation.IsPartial, operation.CameUp, operation.Error);
        return handover.TryTake() ? BeginWhatFollows(operation, run, next, programEnds) : null;
    }

    /// <returns>What this thread goes on with.</returns>
    private Operation? BeginWhatFollows(Operation operation, TaskGroup? run, Operation? next, bool programEnds)
    {
        var last = programEnds ? Queue.Program : null;
        for (; run is not null; run = run.Next)
        {
            foreach (var task in run.All)
            {
                if (last is not null)
                    _scope.Queue.Enqueue(last);

                last = task;
            }
        }

        if (last is not null && (next is not null || operation.WorkItem is not { } workItem || !workItem.TryLeave(last)))
            _scope.Queue.Enqueue(last);

        if (next is null)
            return null;

        // A caller's thread has done what it came for; any other one goes on.
        if (operation.WorkItem is null)
        {
            Enqueue(next);
            return null;
        }

        next.WorkItem = operation.WorkItem;
        return next;
    }

    /// <summary>Lets the time pass in which load balancers see that the worker is not ready any more, before the way down begins.</summary>
    private void DelayDrain(Operation operation)
    {
        lock (_scope.Gate)
        {
            Driver.Deadlines.LimitLocked(0); // The budget for stopping begins when the delay is over.
            _drainDelay = _scope.Time.CreateTimer(
                static end => ((DrainDelayEnd)end!).Enqueue(),
                new DrainDelayEnd(this, operation),
                TimeSpan.FromSeconds(_scope.Options.DrainDelaySeconds),
                Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets the host stop what it runs beside the worker, before the way down begins.</summary>
    /// <returns>Whether this thread goes on.</returns>
    private bool AwaitHost(Operation operation, WorkerHost host)
    {
        lock (_scope.Gate)
            Driver.Deadlines.LimitLocked(0); // As with a delay: the budget begins with the way down.

        var wait = new HostWait(new DrainDelayEnd(this, operation).Enqueue);
        host.BeginStop(wait.End);
        if (!wait.Leave())
            return false;

        BeginWayDown(operation);
        return true;
    }

    private void BeginWayDown(Operation operation)
    {
        ITimer? timer;
        lock (_scope.Gate)
        {
            timer = _drainDelay;
            _drainDelay = null;
            Driver.Deadlines.LimitLocked(_scope.ShutdownSeconds);
        }

        timer?.Dispose();
        Cycle.Begin(operation);
    }

    private sealed class DrainDelayEnd(OperationRunner runner, Operation operation) : IThreadPoolWorkItem
    {
        public void Enqueue() => runner._scope.Queue.Enqueue(this);

        public void Execute()
        {
            runner.BeginWayDown(operation);
            runner.Drive();
        }
    }
}
