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
internal sealed class HookOutcomes(UnitTable units, Pass pass, Deadlines deadlines, PassDriver driver)
{
    private readonly EngineScope _scope = units.Scope;

    /// <summary>Decides what the end of a hook means.</summary>
    public NextStep Conclude(ref Visit visit, Exception? error)
    {
        if (units.Reports?.Events is { } events)
        {
            lock (_scope.Gate)
            {
                if (pass.Owns(in visit))
                    events.HookEndedLocked(
                        visit.Slot, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, visit.Attempt, error);
            }

            events.Dispatch();
        }

        var timedOut = visit.Pending is { TimedOut: true };
        if (error is null && !timedOut)
            return NextStep.Step;

        return visit.OnWayUp ? ConcludeUp(ref visit, error, timedOut) : ConcludeDown(ref visit, error, timedOut);
    }

    private NextStep ConcludeUp(ref Visit visit, Exception? error, bool timedOut)
    {
        var cancelled = error is OperationCanceledException;
        if (timedOut && visit.Pending!.Reported)
        {
            visit.Result = VisitResult.Cancelled;
            if (error is not null && !cancelled)
                Report(in visit,
                    Failures.WhileStarting(units.Worker, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, error));

            return NextStep.Stop;
        }

        if (cancelled && !timedOut && visit.Token.IsCancellationRequested)
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
            return Retry(ref visit, pending, definition, failure);
        }

        if (visit.Pending?.Earlier is { } earlier)
            failure.Others = [.. earlier];

        visit.Result = VisitResult.Failed;
        visit.Error = failure;
        units.Reports?.Failed(failure);
        return NextStep.Stop;
    }

    private NextStep Retry(ref Visit visit, PendingHook pending, HookDefinition definition, LifecycleException failure)
    {
        lock (_scope.Gate)
        {
            if (pass.IsAbandonedLocked(ref visit))
                return NextStep.Stop;

            if (units.Movement.IsCancelled)
            {
                visit.Result = VisitResult.Cancelled;
                return NextStep.Stop;
            }

            (pending.Earlier ??= []).Add(failure);
            var pause = RetryDelay.Of(_scope, definition.RetryDelaySeconds, definition, pending.Attempts);
            if (pause <= 0)
                return NextStep.Again;

            pending.Kind = DeadlineKind.Retry;
            pending.Deadline = _scope.DeadlineIn(pause);
            deadlines.ArmLocked(pending.Deadline);
        }

        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        return NextStep.Stop;
    }

    private NextStep ConcludeDown(ref Visit visit, Exception? error, bool timedOut)
    {
        if (error is null)
            return NextStep.Step;

        var name = units.NameOf(visit.Slot, visit.Hook);
        var id = units.Plan.IdOf(visit.Slot);
        if (error is OperationCanceledException && (timedOut || visit.Token.IsCancellationRequested))
        {
            // A hook that was called after the end of the grace has no report yet.
            if (timedOut && !visit.Pending!.Reported)
                Report(in visit, Failures.OutOfTime(units.Worker, id, name, visit.HookPhase, _scope.Options.ShutdownTimeoutSeconds));
        }
        else
        {
            Report(in visit, units.Movement.IsOnRequest
                ? Failures.OnRequest(units.Worker, id, name, visit.HookPhase, error)
                : Failures.WhileStopping(units.Worker, id, name, visit.HookPhase, error));
        }

        return NextStep.Step;
    }

    private void Report(in Visit visit, LifecycleException error)
    {
        units.Reports?.Failed(error);
        lock (_scope.Gate)
        {
            if (pass.Owns(in visit))
                pass.RecordFailureLocked(visit.Slot, error);
        }
    }
}
