using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// What ends the hooks of an operation from outside: its own limit, those of hooks, pauses before attempts, graces, and a failure or request that cancels the
/// way up. One timer for all of these, made when something does not return at once.
/// </summary>
internal sealed class Deadlines(UnitTable units, TaskSupervisor tasks, Pass pass, PassDriver driver)
{
    private readonly EngineScope _scope = units.Scope;
    private ITimer? _timer;
    private DeadlineExpiry? _expiry;
    private DeadlineState _last;
    private long _armedFor = long.MaxValue;

    /// <summary>The source of the token that hooks get.</summary>
    public CancellationTokenSource Source = null!;

    /// <summary>The shutdown budget is used up: what is left shares one grace, up to <see cref="End"/>.</summary>
    public volatile bool IsOvertime;

    /// <summary>The last limit that was set, in seconds, as messages say it.</summary>
    public double LimitSeconds;

    /// <summary>Tokens to cancel; <see langword="null"/> before the first.</summary>
    public QueuedCancellations? Cancellations;

    /// <summary>The end of the start's limit or of the shutdown budget.</summary>
    private long _deadline = long.MaxValue;

    /// <summary>The end of the time that all drain hooks together may take.</summary>
    private long _drainDeadline = long.MaxValue;

    /// <summary>That time, their grace included.</summary>
    public double DrainSeconds { get; private set; }

    /// <summary>
    /// The end of the grace after the budget. What still runs then is abandoned, and further hooks are called with a cancelled token and not awaited.
    /// </summary>
    public long End { get; private set; } = long.MaxValue;

    /// <summary>The operation may end before the timer fires next, or the log say what it waits for.</summary>
    public bool IsEarlierThanTimer => NextOwnDeadline < _armedFor || (_armedFor == long.MaxValue && units.Reports is { NoticesWaits: true });

    /// <summary>The next moment at which the operation as such runs out of time.</summary>
    private long NextOwnDeadline => Math.Min(
        pass.PhaseNumber == Phase.OnDrain ? Math.Min(_deadline, _drainDeadline) : _deadline,
        Cancellations is { IsCalling: true } || IsConstructing ? End : long.MaxValue);

    private bool IsConstructing => units is { LacksInstances: true, ConstructingThread: not 0 };

    /// <summary>An operation, or the second half of a reload, begins: hooks get a new token.</summary>
    public void BeginLocked(double limitSeconds)
    {
        Source = new CancellationTokenSource();
        IsOvertime = false;
        LimitLocked(limitSeconds);
    }

    /// <summary>The operation goes on with a new limit.</summary>
    public void LimitLocked(double limitSeconds)
    {
        LimitSeconds = limitSeconds;
        _deadline = _scope.DeadlineIn(limitSeconds);
        End = long.MaxValue;
    }

    /// <summary>
    /// The drain hooks begin: together they may take half of what is left of the budget, their grace included where it fits, so that a drain that hangs leaves
    /// time for all that follows. Those that come after it have half of what is left then.
    /// </summary>
    public void BeginDrainLocked(long now)
    {
        _drainDeadline = long.MaxValue;
        if (_deadline == long.MaxValue || IsOvertime)
            return;

        var half = Math.Max(_deadline - now, 0) / 2;
        DrainSeconds = half / (double)_scope.Time.TimestampFrequency;
        _drainDeadline = now + Math.Max(half - _scope.Ticks(_scope.Grace), half / 2);
    }

    /// <summary>The limit of the operation before goes on: one budget for a stop and for the end of the worker's life that follows at once.</summary>
    public void ContinueLocked(in DeadlineState state)
    {
        Source = new CancellationTokenSource();
        (_deadline, End, IsOvertime) = (state.Deadline, state.End, state.IsOvertime);
    }

    /// <summary>The budget is used up: what is left shares one grace.</summary>
    public void BeginOvertimeLocked(long now)
    {
        IsOvertime = true;
        End = now + _scope.Ticks(_scope.Grace);
    }

    /// <summary>Cancels the token of the hooks under way, and gives another one to those that follow.</summary>
    public void CancelTokenLocked()
    {
        CancelSoonLocked(Source);
        Source = new CancellationTokenSource();
    }

    /// <summary>The limits of the operation that ended last.</summary>
    public ref readonly DeadlineState Last => ref _last;

    private DeadlineState StateLocked() => new(_deadline, End, IsOvertime);

    /// <summary>The way down begins, within the limit that is set: hooks get a new token.</summary>
    public void RenewTokenLocked() => Source = new CancellationTokenSource();

    /// <summary>The operation is over.</summary>
    /// <returns>The timer, to be disposed of outside of the lock.</returns>
    public ITimer? EndLocked()
    {
        _last = StateLocked();
        var timer = _timer;
        _timer = null;
        _armedFor = long.MaxValue;
        _deadline = long.MaxValue;
        _drainDeadline = long.MaxValue;
        End = long.MaxValue;
        IsOvertime = false;
        return timer;
    }

    /// <summary>Makes sure that the timer fires by then.</summary>
    public void ArmLocked(long deadline)
    {
        _scope.AssertLocked();
        if (deadline >= _armedFor || !units.Movement.IsUnderWay)
            return;

        _armedFor = deadline;
        var due = _scope.TimeUntil(deadline);
        if (_timer is null)
            _timer = _scope.Time.CreateTimer(static state => ((Deadlines)state!).OnTimer(), this, due, Timeout.InfiniteTimeSpan);
        else
            _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The operation does not end on the spot: arms the timer for everything that it may wait for.</summary>
    public void ArmAllLocked()
    {
        ArmLocked(NextOwnDeadline);
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            if (pass.Slots[slot].Pending is { Kind: not DeadlineKind.None } pending)
                ArmLocked(pending.Deadline);

            if (units.Reports is { NoticesWaits: true } reports && pass.Slots[slot].Is(PassFlags.Busy))
                ArmLocked(reports.NextNoticeLocked(slot, _scope.Time.GetTimestamp()));
        }
    }

    /// <summary>
    /// Gives a hook a limit, in seconds, and a token of its own. In overtime the limit is half of what is left of the grace, and the other half is its
    /// grace.
    /// </summary>
    /// <returns>Whether the timer is set for later than that.</returns>
    public bool LimitHookLocked(PendingHook pending, double limitSeconds, CancellationToken token)
    {
        pending.Source?.Release();
        pending.Source = new HookSource(token);
        pending.Kind = DeadlineKind.Limit;
        pending.Deadline = _scope.DeadlineIn(limitSeconds);
        pending.LimitSeconds = limitSeconds;
        if (IsOvertime)
        {
            var now = _scope.Time.GetTimestamp();
            var half = Math.Max(End - now, 0) / 2;
            if (half == 0)
            {
                pending.Source.Cancel(); // It has no callbacks yet.
                pending.Kind = DeadlineKind.Grace;
                pending.TimedOut = true;
            }

            pending.Deadline = Math.Min(pending.Deadline, now + half);
            pending.LimitSeconds = (pending.Deadline - now) / (double)_scope.Time.TimestampFrequency;
        }

        return pending.Deadline < _armedFor;
    }

    /// <summary>In overtime: the end of the grace for the tasks of a unit, and for the callbacks on their tokens.</summary>
    public void LimitTasksLocked(int slot)
    {
        if (!IsOvertime)
            return;

        var pending = pass.Slots[slot].Pending ??= driver.PendingHooks.Rent(driver);
        pending.Kind = DeadlineKind.Grace;
        pending.Deadline = End;
        ArmLocked(End);
    }

    /// <summary>The way up ends here: nothing new starts, and what is under way is cancelled (R-FAIL-1).</summary>
    /// <param name="error">The failure; <see langword="null"/> for a request.</param>
    public void CancelStartLocked(LifecycleException? error)
    {
        _scope.AssertLocked();
        ref var movement = ref units.Movement;
        if (error is not null)
            movement.AddError(error);

        if (movement.IsCancelled)
            return;

        movement.State = OperationState.CancellingUp;
        movement.FailedUp |= movement.Errors is not null;
        CancelSoonLocked(Source);
        LimitSeconds = movement.ShutdownSeconds ?? _scope.ShutdownSeconds;
        _deadline = _scope.DeadlineIn(LimitSeconds);
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            if (pass.Slots[slot].Pending is { } pending && (pending.Kind == DeadlineKind.Retry || !pass.Slots[slot].Is(PassFlags.Busy)))
                DropRetryLocked(slot, pending);
        }

        // Hooks that needed no timer so far may be under way: the budget is the only limit of those that ignore the cancellation.
        if (pass.Busy > 0 || _armedFor != long.MaxValue || units.LacksInstances)
            ArmLocked(_deadline);
    }

    /// <summary>Has a driver cancel a token.</summary>
    public void CancelSoonLocked(CancellationTokenSource source) => (Cancellations ??= new QueuedCancellations(units)).EnqueueLocked(source);

    /// <summary>Settles the pending call of a unit that is through.</summary>
    public void ReleaseLocked(ref PassSlot p)
    {
        p.Flags &= ~PassFlags.Busy;
        pass.Busy--;
        pass.Progress++;
        if (p.Pending is { } pending)
        {
            p.Pending = null;
            driver.PendingHooks.Return(pending);
        }
    }

    private void OnTimer()
    {
        var after = new TimerOutcome();
        var isConstructionOver = false;
        lock (_scope.Gate)
        {
            _armedFor = long.MaxValue;
            if (!units.Movement.IsUnderWay)
                return;

            var now = _scope.Time.GetTimestamp();
            _expiry ??= new DeadlineExpiry(units, tasks, pass, driver, this);
            if (_deadline <= now)
            {
                _deadline = long.MaxValue;
                _expiry.RunOutOfTimeLocked(now, ref after);
            }
            else if (_drainDeadline <= now && pass is { IsActive: true, PhaseNumber: Phase.OnDrain })
            {
                var end = now + _scope.Ticks(_scope.Grace);
                _expiry.CancelDrainLocked(end, ref after);
                BeginDrainLocked(end);
            }

            if (End <= now && Cancellations is { } cancellations && cancellations.AbandonLocked())
                _expiry.ReportCallbackLocked(ref after);

            if (End <= now && IsConstructing)
            {
                isConstructionOver = true;
                _expiry.AbandonConstructionLocked(ref after);
            }

            ArmLocked(Math.Min(_expiry.ExpireHooksLocked(now, ref after), NextOwnDeadline));
            if (units.Reports is { NoticesWaits: true })
                ArmLocked(_expiry.NoticeWaitsLocked(now, ref after));
        }

        if (isConstructionOver)
            _scope.Queue.Enqueue(new AbandonedConstruction(driver.Events));

        driver.QueueTakeover(); // Not on this thread: it may be the one that moves a test's clock, and a hook may block it.
        after.Publish(units);
    }

    /// <summary>The way up ends while a hook pauses before another attempt, or while the unit waits for a thread to make it.</summary>
    private void DropRetryLocked(int slot, PendingHook pending)
    {
        ref var p = ref pass.Slots[slot];
        if (pending.Kind == DeadlineKind.Retry)
        {
            ReleaseLocked(ref p);
        }
        else
        {
            p.Pending = null;
            driver.PendingHooks.Return(pending);
        }

        ref var s = ref units.Slots[slot];
        if (s.State == UnitState.Starting)
            units.SetStateLocked(slot, ref s, UnitState.Stopped);
    }
}
