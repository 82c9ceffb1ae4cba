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
    /// <summary>A grace of nothing would abandon a hook before it can see that it is cancelled.</summary>
    private const double LeastGraceSeconds = 0.001;

    private readonly EngineScope _scope = units.Scope;
    private ITimer? _timer;
    private long _armedFor = long.MaxValue;
    private CancellationTokenSource? _toCancel;

    /// <summary>The source of the token that hooks get.</summary>
    public CancellationTokenSource Source = null!;

    /// <summary>The shutdown budget is used up: each further hook gets the grace as its limit, so that it still runs.</summary>
    public volatile bool IsOvertime;

    /// <summary>The end of the start's limit or of the shutdown budget.</summary>
    private long _deadline = long.MaxValue;

    public double Grace => Math.Max(_scope.Options.ShutdownGraceSeconds, LeastGraceSeconds);

    /// <summary>The operation may end before the timer fires next.</summary>
    public bool IsEarlierThanTimer => _deadline < _armedFor;

    /// <summary>An operation, or the second half of a reload, begins: hooks get a new token.</summary>
    public void BeginLocked(double limitSeconds)
    {
        Source = new CancellationTokenSource();
        IsOvertime = false;
        _deadline = _scope.DeadlineIn(limitSeconds);
    }

    /// <summary>The operation goes on with a new limit.</summary>
    public void LimitLocked(double limitSeconds) => _deadline = _scope.DeadlineIn(limitSeconds);

    /// <summary>The way down begins, within the limit that is set: hooks get a new token.</summary>
    public void RenewTokenLocked() => Source = new CancellationTokenSource();

    /// <summary>The operation is over.</summary>
    /// <returns>The timer, to be disposed of outside of the lock.</returns>
    public ITimer? EndLocked()
    {
        var timer = _timer;
        _timer = null;
        _armedFor = long.MaxValue;
        _deadline = long.MaxValue;
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
        ArmLocked(_deadline);
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            if (pass.Slots[slot].Pending is { Kind: not DeadlineKind.None } pending)
                ArmLocked(pending.Deadline);
        }
    }

    /// <summary>Gives a hook a limit and a token of its own.</summary>
    /// <returns>Whether the timer is set for later than that.</returns>
    public bool LimitHookLocked(PendingHook pending, double limitSeconds, CancellationToken token)
    {
        pending.Source?.Release();
        pending.Source = new HookSource(token);
        pending.LimitSeconds = limitSeconds;
        pending.Deadline = _scope.DeadlineIn(limitSeconds);
        pending.Kind = DeadlineKind.Limit;
        return pending.Deadline < _armedFor;
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
        movement.FailedUp |= error is not null;
        _toCancel = Source;
        _deadline = _scope.DeadlineIn(_scope.Options.ShutdownTimeoutSeconds);
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            if (pass.Slots[slot].Pending is { } pending && (pending.Kind == DeadlineKind.Retry || !pass.Slots[slot].Is(PassFlags.Busy)))
                DropRetryLocked(slot, pending);
        }

        // Hooks that needed no timer so far may be under way: the budget is the only limit of those that ignore the cancellation.
        if (pass.Busy > 0 || _armedFor != long.MaxValue)
            ArmLocked(_deadline);
    }

    /// <summary>The source of a token that is to be cancelled outside of the lock; once.</summary>
    public CancellationTokenSource? TakeCancelledLocked()
    {
        var source = _toCancel;
        _toCancel = null;
        return source;
    }

    /// <summary>Settles the pending call of a unit that is through.</summary>
    public void ReleaseLocked(ref PassSlot p)
    {
        p.Flags &= ~PassFlags.Busy;
        pass.Busy--;
        pass.Progress++;
        if (p.Pending is { } pending)
        {
            p.Pending = null;
            driver.ReturnLocked(pending);
        }
    }

    private void OnTimer()
    {
        var after = new TimerOutcome();
        lock (_scope.Gate)
        {
            _armedFor = long.MaxValue;
            if (!units.Movement.IsUnderWay)
                return;

            var now = _scope.Time.GetTimestamp();
            if (_deadline <= now)
                RunOutOfTimeLocked(now, ref after);

            var next = _deadline;
            for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
            {
                ref var p = ref pass.Slots[slot];
                if (p.Pending is { Kind: not DeadlineKind.None } pending)
                {
                    if (pending.Deadline <= now)
                        ExpireLocked(slot, ref p, pending, now, ref after);

                    if (ReferenceEquals(p.Pending, pending) && pending.Kind != DeadlineKind.None)
                        next = Math.Min(next, pending.Deadline);
                }
            }

            ArmLocked(Math.Min(next, _deadline));
        }

        after.Publish(units);
        driver.QueueTakeover(); // Not on this thread: it may be the one that moves a test's clock, and a hook may block it.
    }

    /// <summary>The start's limit or the shutdown budget has passed.</summary>
    private void RunOutOfTimeLocked(long now, ref TimerOutcome after)
    {
        _deadline = long.MaxValue;
        if (units.Movement.State == OperationState.GoingUp)
        {
            LifecycleException error = Failures.StartTooLong(units.Worker, _scope.Options.StartupTimeoutSeconds, UnderWay.All(units, tasks, pass));
            after.AddFailure(error);
            CancelStartLocked(error);
            return;
        }

        IsOvertime = true;
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            ref var p = ref pass.Slots[slot];
            if (!p.Is(PassFlags.Busy))
                continue;

            var pending = p.Pending ??= driver.RentLocked();
            if (pending.Kind == DeadlineKind.Grace)
                continue;

            if (!pending.Reported)
            {
                pending.Reported = true;
                foreach ((var unit, var hook, var phase) in UnderWay.Of(units, tasks, pass, slot))
                    ReportLateLocked(slot, Failures.OutOfTime(units.Worker, unit, hook, phase, _scope.Options.ShutdownTimeoutSeconds), ref after);
            }

            pending.Kind = DeadlineKind.Grace;
            pending.Deadline = now + _scope.Ticks(Grace);
        }

        if (!units.Movement.IsCancelled)
        {
            after.AddCancellation(Source);
            Source = new CancellationTokenSource();
        }
    }

    private void ExpireLocked(int slot, ref PassSlot p, PendingHook pending, long now, ref TimerOutcome after)
    {
        switch (pending.Kind)
        {
            case DeadlineKind.Retry:
                pending.Kind = DeadlineKind.None;
                p.Flags &= ~PassFlags.Busy;
                pass.Busy--;
                pass.TakeAgainLocked(slot);
                break;

            case DeadlineKind.Limit:
                pending.Kind = DeadlineKind.Grace;
                pending.Deadline = now + _scope.Ticks(Grace);
                pending.TimedOut = true;
                if (pending.Source is not null)
                    after.AddCancellation(pending.Source);

                var mayRetry = pass.OnWayUp && !units.Movement.IsCancelled && pending.Definition is { } definition && pending.Attempts <= definition.Retries;
                if (!mayRetry)
                    ReportTooLongLocked(slot, pending, ref after);
                break;

            default:
                AbandonLocked(slot, ref p, pending, ref after);
                break;
        }
    }

    private void ReportTooLongLocked(int slot, PendingHook pending, ref TimerOutcome after)
    {
        pending.Reported = true;
        foreach ((var unit, var hook, var phase) in UnderWay.Of(units, tasks, pass, slot))
        {
            LifecycleException error = IsOvertime
                ? Failures.OutOfTime(units.Worker, unit, hook, phase, _scope.Options.ShutdownTimeoutSeconds)
                : Failures.HookTooLong(units.Worker, unit, hook, phase, pending.LimitSeconds, pending.Attempts);
            error.Others = pending.Earlier?.ToArray() ?? [];
            ReportLateLocked(slot, error, ref after);
        }
    }

    private void ReportLateLocked(int slot, LifecycleException error, ref TimerOutcome after)
    {
        after.AddFailure(error);
        if (pass.OnWayUp)
            units.MarkFailedLocked(slot, error);

        if (pass.OnWayUp && !units.Movement.IsCancelled)
            CancelStartLocked(error);
        else
            pass.RecordFailureLocked(slot, error);
    }

    /// <summary>The hook ignores its cancelled token: it is abandoned, and its unit goes on without it.</summary>
    private void AbandonLocked(int slot, ref PassSlot p, PendingHook pending, ref TimerOutcome after)
    {
        if (!pending.Reported)
            ReportTooLongLocked(slot, pending, ref after);

        foreach ((var unit, var hook, var phase) in UnderWay.Of(units, tasks, pass, slot))
        {
            after.AddAbandoned(Failures.Describe(unit, hook, phase));
            units.Reports?.Events?.HookAbandonedLocked(slot, unit, hook, phase, pending.Attempts);
        }

        p.Generation++;
        p.Pending = null;
        p.Flags &= ~PassFlags.Busy;
        pass.Busy--;
        pass.Progress++;
        if (pass.OnWayUp)
            return;

        if (!tasks.AbandonAwaitedLocked(slot))
            p.Step++;

        pass.TakeAgainLocked(slot);
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
            driver.ReturnLocked(pending);
        }

        ref var s = ref units.Slots[slot];
        if (s.State == UnitState.Starting)
            units.SetStateLocked(slot, ref s, UnitState.Stopped);
    }
}
