using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>What a visit does after one of its hooks.</summary>
internal enum NextStep : byte
{
    /// <summary>The next hook of the unit.</summary>
    Step,

    /// <summary>The same hook again.</summary>
    Again,

    /// <summary>Nothing more; the visit has its result.</summary>
    Stop,
}

/// <summary>Decides what the end of a hook means: success, failure, cancellation, time-out or another attempt.</summary>
internal static class HookOutcomes
{
    /// <summary>Decides what the end of a hook means.</summary>
    public static NextStep Conclude(PassDriver driver, ref Visit visit, Exception? error)
    {
        var units = driver.Units;
        if (units.Reports?.Events is { } events)
        {
            lock (units.Scope.Gate)
            {
                if (driver.Pass.Owns(in visit))
                    events.HookEndedLocked(
                        visit.Slot, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, visit.Attempt, error);
            }

            events.Dispatch();
        }

        var timedOut = visit.Pending is { TimedOut: true };
        if (error is null && !timedOut)
            return NextStep.Step;

        if (error is not null && driver.Pass.IsAbandoned(ref visit)) // It blocked its thread: its unit may be gone, and the failure is in the log alone.
        {
            HookInvoker.ReportAbandonedEnd(driver, in visit, error);
            return NextStep.Stop;
        }

        return visit.OnWayUp ? ConcludeUp(driver, ref visit, error, timedOut) : ConcludeDown(driver, ref visit, error, timedOut);
    }

    private static NextStep ConcludeUp(PassDriver driver, ref Visit visit, Exception? error, bool timedOut)
    {
        var units = driver.Units;
        var cancelled = error is OperationCanceledException;
        if (timedOut && visit.Pending!.Reported)
        {
            visit.Result = VisitResult.Cancelled;
            if (error is not null && !IsCancellation(in visit, error))
                Report(driver, in visit,
                    Failures.WhileStarting(units.Worker, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, error));

            return NextStep.Stop;
        }

        if (!timedOut && IsCancellation(in visit, error))
        {
            visit.Result = VisitResult.Cancelled;
            return NextStep.Stop;
        }

        var name = units.NameOf(visit.Slot, visit.Hook);
        var id = units.Plan.IdOf(visit.Slot);
        var attempt = visit.Pending?.Attempts ?? 1;
        LifecycleException failure = timedOut && (error is null || cancelled)
            ? Failures.HookTooLong(units.Worker, id, name, visit.HookPhase, visit.Pending!.LimitSeconds, attempt)
            : Failures.WhileStarting(units.Worker, id, name, visit.HookPhase, error!, attempt);
        if (visit.Pending is { Definition: { } definition } pending && pending.Attempts <= definition.Retries && !visit.Token.IsCancellationRequested)
        {
            units.Reports?.Retried(failure, attempt, definition.Retries + 1);
            return Retry(driver, ref visit, pending, definition, failure);
        }

        if (visit.Pending?.Earlier is { } earlier)
            failure.AddOthers(earlier);

        visit.Result = VisitResult.Failed;
        visit.Error = failure;
        units.Reports?.Failed(failure);
        return NextStep.Stop;
    }

    /// <summary>Whether it is the hook's own token that ended it: that of its limit, or of the phase.</summary>
    private static bool IsCancellation(in Visit visit, Exception? error) => TaskFailure.IsCancellation(error, visit.Pending?.Source?.Token ?? visit.Token);

    private static NextStep Retry(PassDriver driver, ref Visit visit, PendingHook pending, HookDefinition definition, LifecycleException failure)
    {
        var units = driver.Units;
        lock (units.Scope.Gate)
        {
            if (driver.Pass.IsAbandonedLocked(ref visit))
                return NextStep.Stop;

            if (units.Movement.IsCancelled)
            {
                visit.Result = VisitResult.Cancelled;
                return NextStep.Stop;
            }

            (pending.Earlier ??= []).Add(failure);
            var pause = RetryDelay.Of(units.Scope, definition.RetryDelaySeconds, definition, pending.Attempts);
            if (pause <= 0)
                return NextStep.Again;

            pending.Kind = DeadlineKind.Retry;
            pending.Deadline = units.Scope.DeadlineIn(pause);
            driver.Deadlines.ArmLocked(pending.Deadline);
        }

        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        return NextStep.Stop;
    }

    private static NextStep ConcludeDown(PassDriver driver, ref Visit visit, Exception? error, bool timedOut)
    {
        var units = driver.Units;
        if (error is null)
            return NextStep.Step;

        var name = units.NameOf(visit.Slot, visit.Hook);
        var id = units.Plan.IdOf(visit.Slot);
        if (IsCancellation(in visit, error))
        {
            // A hook that was called after the end of the grace has no report yet.
            if (timedOut && !visit.Pending!.Reported)
                Report(driver, in visit, Failures.OutOfTime(units.Worker, id, name, visit.HookPhase, driver.Deadlines.LimitSeconds));
        }
        else
        {
            Report(driver, in visit, units.Movement.IsOnRequest
                ? Failures.OnRequest(units.Worker, id, name, visit.HookPhase, error)
                : Failures.WhileStopping(units.Worker, id, name, visit.HookPhase, error));
        }

        return NextStep.Step;
    }

    private static void Report(PassDriver driver, in Visit visit, LifecycleException error)
    {
        var units = driver.Units;
        units.Reports?.Failed(error);
        lock (units.Scope.Gate)
        {
            if (driver.Pass.Owns(in visit))
                driver.Pass.RecordFailureLocked(visit.Slot, error);
        }
    }
}
