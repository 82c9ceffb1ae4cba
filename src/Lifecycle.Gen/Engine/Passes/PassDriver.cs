using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Threading;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// Drives a pass. Any thread that has nothing else to do is a driver: it takes a unit that is ready, runs its hooks, settles it and takes the next one in the
/// same hold of the lock. As a work item it is a second thread that takes over from the one that drives, which a hook may block (R-START-2).
/// </summary>
internal sealed class PassDriver : StallWatched, IThreadPoolWorkItem, IDriver
{
    private readonly EngineScope _scope;
    private CallerCancellation? _caller;
    private int _seenProgress;
    private bool _isWatched;
    private bool _isTakeoverQueued;
    private bool _isTakeoverUrgent;

    public PassDriver(UnitTable units, TaskSupervisor tasks, EngineEvents events)
    {
        _scope = units.Scope;
        Units = units;
        Tasks = tasks;
        Events = events;
        Pass = new Pass(units, tasks);
        Deadlines = new Deadlines(units, tasks, Pass, this);
        tasks.Connect(this);
    }

    public readonly UnitTable Units;

    public readonly TaskSupervisor Tasks;

    public readonly EngineEvents Events;

    public readonly Pass Pass;

    public readonly Deadlines Deadlines;

    /// <summary>Records of hooks that are pending, for use again.</summary>
    public PendingHookPool PendingHooks;

    /// <summary>The threads of callers that do operations themselves.</summary>
    public CallerThreads Callers;

    /// <summary>The execution context of the caller that asked for the operation: all its hooks run with it.</summary>
    public ExecutionContext? Context { get; private set; }

    /// <summary>An operation begins.</summary>
    /// <param name="limitSeconds">How long it may take; without end where that is no positive number.</param>
    /// <param name="callerToken">Cancels its way up.</param>
    public void BeginLocked(double limitSeconds, CancellationToken callerToken)
    {
        _scope.AssertLocked();
        Deadlines.BeginLocked(limitSeconds);
        BeginLocked(callerToken);
    }

    /// <summary>An operation begins that goes on within the limits of the one before.</summary>
    public void ContinueLocked(in DeadlineState limits)
    {
        Deadlines.ContinueLocked(in limits);
        BeginLocked(CancellationToken.None);
    }

    private void BeginLocked(CancellationToken callerToken)
    {
        Context = ExecutionContext.Capture();
        _caller = callerToken.CanBeCanceled ? new CallerCancellation(Units, this, callerToken) : null;
    }

    /// <summary>Marks the contexts of the hooks, which begin on this thread. Where their flow is suppressed there are none.</summary>
    public void MarkContext(IHookOwner owner)
    {
        if (Context is null)
            return;

        HookMark.Set(owner);
        Context = ExecutionContext.Capture();
    }

    /// <summary>The operation is over.</summary>
    /// <returns>A timer to dispose of outside of the lock.</returns>
    public ITimer? EndLocked()
    {
        _caller?.EndLocked();
        _caller = null;
        return Deadlines.EndLocked();
    }

    /// <summary>Whether the way up was cancelled, by a failure, a request or the caller's token.</summary>
    public bool IsCancelled()
    {
        // Without the lock: a cancellation that comes right afterwards is seen by the pass, or by the commit of the way up.
        if (_caller is not { IsCancelled: true })
            return Units.Movement.IsCancelled;

        lock (_scope.Gate)
        {
            if (Units.Movement.State == OperationState.GoingUp)
                Deadlines.CancelStartLocked(error: null);

            return Units.Movement.IsCancelled;
        }
    }

    /// <summary>Drives the pass that has begun.</summary>
    public void DrivePass(CallerThread? caller = null)
    {
        var visit = Visit.None;
        visit.Caller = caller;
        Drive(ref visit);
    }

    /// <summary>Drives with the execution context of the caller that asked for the operation, as the hooks that ran on that thread did.</summary>
    public void DriveInContext() => RunInContext(static driver => ((PassDriver)driver!).DrivePass(), this);

    /// <summary>Runs with that context, where there is one.</summary>
    public void RunInContext(ContextCallback body, object state)
    {
        if (Context is { } context)
            ExecutionContext.Run(context, body, state);
        else
            body(state);
    }

    void IDriver.TasksEndedLocked(int slot)
    {
        Deadlines.ReleaseLocked(ref Pass.Slots[slot]);
        Pass.TakeAgainLocked(slot);
    }

    void IDriver.Drive()
    {
        if (EngineScope.IsUserCodeOnStack)
            QueueTakeover();
        else
            DriveInContext();
    }

    public void QueueTakeover()
    {
        bool enqueue;
        lock (_scope.Gate)
        {
            _isTakeoverUrgent = true;
            enqueue = !_isTakeoverQueued;
            _isTakeoverQueued = true;
        }

        if (enqueue)
            _scope.Queue.Enqueue(this);
    }

    /// <summary>Takes over: arms the timer, and drives what is ready.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        lock (_scope.Gate)
        {
            _isTakeoverQueued = false;
            var urgent = _isTakeoverUrgent;
            _isTakeoverUrgent = false;
            if (!Pass.IsActive && !urgent && !Units.LacksInstances)
                return;
        }

        OnDelay();
        DriveInContext();
    }

    public override bool TryReserveWatch()
    {
        lock (_scope.Gate)
            return TryReserveWatchLocked();
    }

    /// <summary>Like <see cref="TryReserveWatch"/>; the caller hands the driver to <see cref="IWorkQueue.Watch"/> when the lock is released.</summary>
    public bool TryReserveWatchLocked()
    {
        if (_isWatched || _isTakeoverQueued)
            return false;

        _isWatched = true;
        _seenProgress = Pass.Progress;
        return true;
    }

    public override bool CheckProgress()
    {
        lock (_scope.Gate)
        {
            if (Pass.IsActive && Pass.Progress != _seenProgress)
            {
                _seenProgress = Pass.Progress;
                return true;
            }

            _isWatched = false;
            if ((!Pass.IsActive && !Units.LacksInstances) || _isTakeoverQueued)
                return false;

            _isTakeoverQueued = true;
        }

        _scope.Queue.Enqueue(this);
        return false;
    }

    /// <summary>The operation does not end on the spot: now it needs its timer, and a registration of the caller's token.</summary>
    public void OnDelay()
    {
        CallerCancellation? caller;
        lock (_scope.Gate)
        {
            if (!Units.Movement.IsUnderWay)
                return;

            Deadlines.ArmAllLocked();
            caller = _caller;
        }

        caller?.Register();
    }

    /// <summary>
    /// Settles a visit, if there is one, and works on units that are ready until none is. A driver that finds the pass over begins the next one.
    /// </summary>
    public void Drive(ref Visit visit)
    {
        var outer = _scope.EnterUserCode(); // Once for all hooks that this thread calls: each access to the mark costs as much as a call.
        try
        {
            DriveMarked(ref visit);
        }
        finally
        {
            EngineScope.LeaveUserCode(outer);
        }
    }

    private void DriveMarked(ref Visit visit)
    {
        while (true)
        {
            var isLate = false;
            var needsWatch = false;
            var isOver = false;
            CancellationTokenSource? cancelled = null;
            var callbacks = 0;
            var now = _scope.Clock.Now;
            lock (_scope.Gate)
            {
                if (visit.Slot >= 0 && !SettleLocked(ref visit, now))
                {
                    isLate = true;
                }
                else if (Pass.IsActive && Deadlines.Cancellations?.TakeLocked(out callbacks) is { } source)
                {
                    visit.Slot = -1;
                    cancelled = source;
                    needsWatch = TryReserveWatchLocked();
                }
                else if (Pass.TakeLocked(ref visit, now, Deadlines.Source.Token))
                {
                    needsWatch = (Pass.HasNext || Deadlines.IsEarlierThanTimer) && TryReserveWatchLocked();
                }
                else if (Pass is { IsActive: true, IsOver: true } && Deadlines.Cancellations is not { IsAnyUnderWay: true })
                {
                    Pass.IsActive = false;
                    isOver = true;
                }
            }

            if (needsWatch)
                _scope.Queue.Watch(this);

            if (!isOver) // What an observer blocks must not be the thread that begins the next pass.
                Units.Reports?.Events?.Dispatch();

            if (cancelled is not null)
            {
                Deadlines.Cancellations!.Cancel(cancelled, callbacks, visit.Caller);
                if (visit.Caller is { IsReleased: true })
                    return;

                continue;
            }

            if (isLate)
            {
                HookInvoker.ReportAbandonedEnd(this, in visit, error: null);
                if (visit.Caller is not null)
                    return; // Another thread drives by now, perhaps an operation that is not the caller's.

                visit.Slot = -1;
                continue;
            }

            if (isOver && Events.PassEnded())
                continue;
            if (visit.Slot < 0)
                return;

            HookInvoker.Run(this, ref visit);
            if (visit.Result == VisitResult.Suspended)
            {
                visit.Slot = -1;
                if (visit.Caller is { IsReleased: true })
                    return;
            }
        }
    }

    /// <summary>Records what became of a visit. False: the visit was abandoned meanwhile.</summary>
    private bool SettleLocked(ref Visit visit, long now)
    {
        var slot = visit.Slot;
        if (Pass.IsAbandonedLocked(ref visit))
            return false;

        Deadlines.ReleaseLocked(ref Pass.Slots[slot]);
        switch (visit.Result)
        {
            case VisitResult.Done:
                Pass.CompleteLocked(slot, now);
                break;
            case VisitResult.Failed:
                Units.MarkFailedLocked(slot, visit.Error!);
                Deadlines.CancelStartLocked(visit.Error);
                break;
            default:
                ref var s = ref Units.Slots[slot];
                if (s.State == UnitState.Starting)
                    Units.SetStateLocked(slot, ref s, UnitState.Stopped, now);
                break;
        }

        return true;
    }
}
