using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>What happens when a deadline has passed: reports, cancellations and hooks that are abandoned. Made when a timer fires.</summary>
internal sealed class DeadlineExpiry(UnitTable units, TaskSupervisor tasks, Pass pass, PassDriver driver, Deadlines deadlines)
{
    private const double SoonSeconds = 1;

    private readonly EngineScope _scope = units.Scope;

    /// <summary>The start's limit or the shutdown budget has passed.</summary>
    public void RunOutOfTimeLocked(long now, ref TimerOutcome after)
    {
        if (units.Movement.State == OperationState.GoingUp)
        {
            LifecycleException error = units.LacksInstances
                ? Failures.ConstructionTooLong(units.Worker, UnitInConstruction(), _scope.Options.StartupTimeoutSeconds)
                : Failures.StartTooLong(units.Worker, _scope.Options.StartupTimeoutSeconds, UnderWay.All(units, tasks, pass));
            after.AddFailure(error);
            deadlines.CancelStartLocked(error);
            return;
        }

        deadlines.BeginOvertimeLocked(now);
        CancelBusyLocked(deadlines.LimitSeconds, deadlines.End, ref after);
        if (!units.Movement.IsCancelled)
            deadlines.CancelTokenLocked();
    }

    /// <summary>The drain hooks have used up their share of the budget: those still running are cancelled, and abandoned after a grace.</summary>
    public void CancelDrainLocked(long end, ref TimerOutcome after)
    {
        CancelBusyLocked(deadlines.DrainSeconds, end, ref after);
        deadlines.CancelTokenLocked();
    }

    /// <summary>Reports what a pass waits for, and gives it until then to end.</summary>
    private void CancelBusyLocked(double budgetSeconds, long until, ref TimerOutcome after)
    {
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            ref var p = ref pass.Slots[slot];
            if (!p.Is(PassFlags.Busy))
                continue;

            var pending = p.Pending ??= driver.PendingHooks.Rent(driver);
            if (pending.Kind == DeadlineKind.Grace)
            {
                pending.Deadline = Math.Min(pending.Deadline, until);
                continue;
            }

            if (!pending.Reported)
            {
                pending.Reported = true;
                foreach ((var unit, var hook, var phase) in UnderWay.Of(units, tasks, pass, slot))
                    ReportLateLocked(slot, Failures.OutOfTime(units.Worker, unit, hook, phase, budgetSeconds), ref after);
            }

            pending.Kind = DeadlineKind.Grace;
            pending.Deadline = until;
        }
    }

    /// <summary>Callbacks on cancelled tokens that have not returned are abandoned.</summary>
    public void ReportCallbackLocked(ref TimerOutcome after)
    {
        driver.Callers.InterruptLocked(CallerThread.Callbacks);
        var error = Failures.CallbackTooLong(units.Worker, deadlines.LimitSeconds);
        units.Movement.AddError(error);
        after.AddFailure(error);
    }

    /// <summary>A constructor has not returned: the operation goes on without it.</summary>
    public void AbandonConstructionLocked(ref TimerOutcome after)
    {
        var unit = UnitInConstruction();
        var error = units.Movement.Errors is { Count: > 0 } known ? known[0] : null;
        if (error is null)
        {
            error = Failures.ConstructionOutOfTime(units.Worker, unit, deadlines.LimitSeconds);
            units.Movement.AddError(error);
            after.AddFailure(error);
        }

        driver.Callers.InterruptLocked(CallerThread.Construction);
        after.AddAbandoned("the construction of " + (unit ?? "its units"));
        Construction.AbandonLocked(units, error);
    }

    private string? UnitInConstruction() => units.FirstMissing() is >= 0 and int slot ? units.Plan.IdOf(slot) : null;

    /// <summary>Looks at the deadlines of all hooks.</summary>
    /// <returns>The next one.</returns>
    public long ExpireHooksLocked(long now, ref TimerOutcome after)
    {
        var next = long.MaxValue;
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            ref var p = ref pass.Slots[slot];
            if (p.Pending is not { Kind: not DeadlineKind.None } pending)
                continue;

            if (pending.Deadline <= now)
                ExpireLocked(slot, ref p, pending, now, ref after);

            if (ReferenceEquals(p.Pending, pending) && pending.Kind != DeadlineKind.None)
                next = Math.Min(next, pending.Deadline);
        }

        return next;
    }

    /// <summary>Has the log name the hooks that have been waited for for some time; those whose turn comes soon with them, as one message.</summary>
    /// <returns>The next time.</returns>
    public long NoticeWaitsLocked(long now, ref TimerOutcome after)
    {
        var reports = units.Reports!;
        var isAnyDue = false;
        for (var slot = 0; !isAnyDue && pass.IsActive && slot < pass.Slots.Length; slot++)
            isAnyDue = pass.Slots[slot].Is(PassFlags.Busy) && reports.NextNoticeLocked(slot, now) <= now;

        var soon = isAnyDue ? now + _scope.Ticks(SoonSeconds) : now;
        var next = long.MaxValue;
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            if (!pass.Slots[slot].Is(PassFlags.Busy))
                continue;

            if (reports.NextNoticeLocked(slot, now) <= soon)
            {
                var seconds = reports.CountNoticeLocked(slot, now);
                foreach ((var unit, var hook, var phase) in UnderWay.Of(units, tasks, pass, slot))
                    after.AddWait(Failures.Describe(unit, hook, phase), seconds);
            }

            next = Math.Min(next, reports.NextNoticeLocked(slot, now));
        }

        return next;
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
                pending.Deadline = Math.Min(now + _scope.Ticks(_scope.Grace), deadlines.End);
                pending.TimedOut = true;
                if (pending.Source is not null)
                    deadlines.CancelSoonLocked(pending.Source);

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
            LifecycleException error = deadlines.IsOvertime
                ? Failures.OutOfTime(units.Worker, unit, hook, phase, deadlines.LimitSeconds)
                : Failures.HookTooLong(units.Worker, unit, hook, phase, pending.LimitSeconds, pending.Attempts);
            if (pending.Earlier is { } earlier)
                error.AddOthers(earlier);

            ReportLateLocked(slot, error, ref after);
        }
    }

    private void ReportLateLocked(int slot, LifecycleException error, ref TimerOutcome after)
    {
        after.AddFailure(error);
        if (pass.OnWayUp)
            units.MarkFailedLocked(slot, error);

        if (pass.OnWayUp && !units.Movement.IsCancelled)
            deadlines.CancelStartLocked(error);
        else
            pass.RecordFailureLocked(slot, error);
    }

    /// <summary>The hook ignores its cancelled token: it is abandoned, and its unit goes on without it.</summary>
    private void AbandonLocked(int slot, ref PassSlot p, PendingHook pending, ref TimerOutcome after)
    {
        if (!pending.Reported)
            ReportTooLongLocked(slot, pending, ref after);

        var names = new List<string>();
        foreach ((var unit, var hook, var phase) in UnderWay.Of(units, tasks, pass, slot))
        {
            var name = Failures.Describe(unit, hook, phase);
            names.Add(name);
            after.AddAbandoned(name);
            units.Reports?.Events?.HookAbandonedLocked(slot, unit, hook, phase, pending.Attempts);
        }

        driver.Callers.InterruptLocked(slot);
        var generation = p.Generation;
        units.Movement.HasAbandoned = true;
        (units.Abandoned ??= new AbandonedHooks()).Add(units.Units[slot], slot, generation, names);
        p.Generation++;
        p.Pending = null;
        p.Flags &= ~PassFlags.Busy;
        pass.Busy--;
        pass.Progress++;
        if (pass.OnWayUp)
            return;

        if (!tasks.AbandonAwaitedLocked(slot, generation) && !p.Is(PassFlags.CancelsTasks))
            p.Step++;

        p.Flags &= ~PassFlags.CancelsTasks;

        pass.TakeAgainLocked(slot);
    }
}
