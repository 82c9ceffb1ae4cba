using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>Calls the hooks of one unit in one phase, one after another on the driver's thread for as long as they return completed.</summary>
internal sealed class HookInvoker(UnitTable units, TaskSupervisor tasks, Pass pass, Deadlines deadlines, PassDriver driver)
{
    private readonly EngineScope _scope = units.Scope;

    private enum Next : byte
    {
        /// <summary>The next hook of the unit.</summary>
        Step,

        /// <summary>The same hook again.</summary>
        Again,

        /// <summary>Nothing more; the visit has its result.</summary>
        Stop,
    }

    /// <summary>Runs what a visit has to do.</summary>
    public void Run(ref Visit visit)
    {
        units.Reports?.UnitBegins(visit.Slot);
        if (visit.PhaseNumber is Phase.OnShutdown or Phase.Run && WaitsForTasks(ref visit))
            return;

        RunSteps(ref visit);
    }

    /// <summary>Goes on after a hook that was asynchronous.</summary>
    public void Continue(ref Visit visit, Exception? error)
    {
        switch (Conclude(ref visit, error))
        {
            case Next.Step when ++visit.Step < HookSteps.Count(units, pass, visit.Slot, visit.PhaseNumber):
                if (MovesOn(ref visit))
                    RunSteps(ref visit);
                break;
            case Next.Step:
                Finish(ref visit);
                break;
            case Next.Again:
                RunSteps(ref visit);
                break;
        }
    }

    /// <summary>A hook of an abandoned visit has ended after all.</summary>
    public void ReportAbandonedEnd(in Visit visit, Exception? error) =>
        units.Reports?.AbandonedHookEnded(units.Plan.IdOf(visit.Slot), units.DefineIfKnown(visit.Slot), visit.Hook, visit.HookPhase, error);

    private static Task? DisposeUnit(IUnit unit)
    {
        if (unit is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync().AsTask();

        ((IDisposable)unit).Dispose();
        return null;
    }

    private void RunSteps(ref Visit visit)
    {
        var slot = visit.Slot;
        if (units.Units[slot] is not { } unit)
        {
            visit.Result = VisitResult.Suspended; // The visit was abandoned, and its worker is at its end.
            return;
        }

        var count = HookSteps.Count(units, pass, slot, visit.PhaseNumber);
        while (visit.Step < count)
        {
            visit.Hook = HookSteps.HookAt(units, pass, slot, visit.PhaseNumber, visit.Step);
            if (!Invoke(unit, ref visit, out var error))
                return;

            var next = Conclude(ref visit, error);
            if (next == Next.Stop || (next == Next.Step && ++visit.Step < count && !MovesOn(ref visit)))
                return;
        }

        Finish(ref visit);
    }

    private void Finish(ref Visit visit)
    {
        visit.Result = VisitResult.Done;
        if (visit.PhaseNumber == Phase.OnStartup)
        {
            if (Phase.CountIn(units.Slots[visit.Slot].Hooks, Phase.Background) != 0)
                BeginBackground(in visit);

            units.Reports?.UnitStarted(visit.Slot, units.Plan.IdOf(visit.Slot));
        }
        else if (visit.PhaseNumber == Phase.OnShutdown)
        {
            units.Reports?.UnitStopped(visit.Slot, units.Plan.IdOf(visit.Slot));
        }
    }

    private void BeginBackground(in Visit visit)
    {
        TaskGroup group;
        lock (_scope.Gate)
        {
            if (!pass.Owns(in visit) || units.Movement.IsCancelled)
                return;

            group = tasks.MakeBackgroundLocked(visit.Slot);
        }

        tasks.Begin(group);
    }

    /// <summary>Calls one hook. False: it has not returned yet, and the visit goes on when it does.</summary>
    private bool Invoke(IUnit unit, ref Visit visit, out Exception? error)
    {
        var token = visit.Token;
        error = null;
        if ((deadlines.IsOvertime || (units.Slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0) && !Prepare(ref visit, ref token))
            return false;

        var events = units.Reports?.Events;
        var span = events?.HookBegan(visit.Slot, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, visit.Attempt);
        Task? task;
        var outer = _scope.EnterUserCode();
        try
        {
            task = visit.PhaseNumber == Phase.Disposal ? DisposeUnit(unit)
                : Phase.Of(visit.Hook) == Phase.Lifespan ? InvokeLifespan(unit, in visit, token)
                : unit.InvokeAsync(visit.Hook, new HookCall(_scope.Worker, visit.Slot, token));
            if (task is null || task.IsCompleted)
            {
                task?.GetAwaiter().GetResult();
                return true;
            }
        }
        catch (Exception e)
        {
            error = e;
            return true;
        }
        finally
        {
            EngineScope.LeaveUserCode(outer);
            if (span is not null)
                events!.LeaveSpan(span);
        }

        Suspend(ref visit, task);
        return false;
    }

    private Task? InvokeLifespan(IUnit unit, in Visit visit, CancellationToken token) =>
        visit.OnWayUp
            ? unit.InvokeAsync(visit.Hook, new HookCall(_scope.Worker, in visit, new HookSource(token)))
            : pass.Lifespans!.At(visit.Slot, visit.Step).EndAsync(token);

    /// <summary>The hook became asynchronous: from here on its unit holds no thread.</summary>
    private void Suspend(ref Visit visit, Task task)
    {
        PendingHook pending;
        lock (_scope.Gate)
        {
            if (pass.Owns(in visit))
            {
                pending = pass.Slots[visit.Slot].Pending ??= driver.RentLocked();
                if (pending.Kind != DeadlineKind.None)
                    deadlines.ArmLocked(pending.Deadline);
            }
            else
            {
                pending = new PendingHook(driver); // Abandoned while it blocked its thread: awaited so that its error is observed.
            }
        }

        visit.Pending = pending;
        var copy = visit;
        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        pending.Await(task, copy);
    }

    /// <summary>Cancels the unit's tasks and, while they still run, has the visit wait for them.</summary>
    private bool WaitsForTasks(ref Visit visit)
    {
        TaskGroup? group;
        lock (_scope.Gate)
        {
            if (IsAbandonedLocked(ref visit))
                return true;

            group = visit.PhaseNumber == Phase.Run ? tasks.RunOf(visit.Slot) : tasks.BackgroundOf(visit.Slot);
        }

        if (group is null)
            return false;

        tasks.Cancel(group);
        lock (_scope.Gate)
        {
            if (IsAbandonedLocked(ref visit))
                return true;

            if (!tasks.AwaitLocked(visit.Slot, group))
                return false;

            if (deadlines.IsOvertime)
            {
                var pending = pass.Slots[visit.Slot].Pending ??= driver.RentLocked();
                pending.Kind = DeadlineKind.Grace;
                pending.Deadline = _scope.DeadlineIn(deadlines.Grace);
            }
        }

        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        return true;
    }

    private bool IsAbandonedLocked(ref Visit visit)
    {
        if (pass.Owns(in visit))
            return false;

        visit.Result = VisitResult.Suspended;
        return true;
    }

    /// <summary>Moves on to the next hook of the unit, unless the visit was abandoned or the way up was cancelled.</summary>
    private bool MovesOn(ref Visit visit)
    {
        lock (_scope.Gate)
        {
            if (IsAbandonedLocked(ref visit))
                return false;

            if (units.Movement.IsCancelled && (visit.OnWayUp || units.Movement.IsOnRequest))
            {
                visit.Result = VisitResult.Cancelled;
                return false;
            }

            ref var p = ref pass.Slots[visit.Slot];
            p.Step = (ushort)visit.Step;
            p.Pending?.Reset();
            return true;
        }
    }

    /// <summary>Gives a hook with options, or one that runs when the time is already over, its limit and its own token.</summary>
    private bool Prepare(ref Visit visit, ref CancellationToken token)
    {
        var definition = visit.PhaseNumber != Phase.Disposal && (units.Slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0 ? units.FindHook(visit.Slot, visit.Hook) : null;
        var limit = definition?.TimeoutSeconds ?? 0;
        if (deadlines.IsOvertime)
            limit = limit > 0 ? Math.Min(limit, deadlines.Grace) : deadlines.Grace;

        if (limit <= 0 && definition is not { Retries: > 0 })
            return true;

        var needsWatch = false;
        lock (_scope.Gate)
        {
            if (IsAbandonedLocked(ref visit))
                return false;

            var pending = pass.Slots[visit.Slot].Pending ??= driver.RentLocked();
            visit.Pending = pending;
            pending.Definition = definition;
            pending.Attempts++;
            pending.TimedOut = false;
            pending.Reported = false;
            pending.Kind = DeadlineKind.None;
            pending.Deadline = long.MaxValue;
            if (limit > 0)
            {
                needsWatch = deadlines.LimitHookLocked(pending, limit, visit.Token) && driver.TryReserveWatchLocked();
                token = pending.Source!.Token;
            }
        }

        if (needsWatch)
            _scope.Queue.Watch(driver);

        return true;
    }

    /// <summary>Decides what the end of a hook means.</summary>
    private Next Conclude(ref Visit visit, Exception? error)
    {
        if (units.Reports?.Events is { } events)
        {
            lock (_scope.Gate)
            {
                if (pass.Owns(in visit))
                    events.HookEndedLocked(visit.Slot, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, visit.Attempt, error);
            }

            events.Dispatch();
        }

        var timedOut = visit.Pending is { TimedOut: true };
        if (error is null && !timedOut)
            return Next.Step;

        return visit.OnWayUp ? ConcludeUp(ref visit, error, timedOut) : ConcludeDown(ref visit, error, timedOut);
    }

    private Next ConcludeUp(ref Visit visit, Exception? error, bool timedOut)
    {
        var cancelled = error is OperationCanceledException;
        if (timedOut && visit.Pending!.Reported)
        {
            visit.Result = VisitResult.Cancelled;
            if (error is not null && !cancelled)
                Report(in visit, Failures.WhileStarting(units.Worker, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, error));

            return Next.Stop;
        }

        if (cancelled && !timedOut && visit.Token.IsCancellationRequested)
        {
            visit.Result = VisitResult.Cancelled;
            return Next.Stop;
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
        return Next.Stop;
    }

    private Next Retry(ref Visit visit, PendingHook pending, HookDefinition definition, LifecycleException failure)
    {
        lock (_scope.Gate)
        {
            if (IsAbandonedLocked(ref visit))
                return Next.Stop;

            if (units.Movement.IsCancelled)
            {
                visit.Result = VisitResult.Cancelled;
                return Next.Stop;
            }

            (pending.Earlier ??= []).Add(failure);
            var pause = RetryDelay.Of(_scope, definition.RetryDelaySeconds, definition, pending.Attempts);
            if (pause <= 0)
                return Next.Again;

            pending.Kind = DeadlineKind.Retry;
            pending.Deadline = _scope.DeadlineIn(pause);
            deadlines.ArmLocked(pending.Deadline);
        }

        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        return Next.Stop;
    }

    private Next ConcludeDown(ref Visit visit, Exception? error, bool timedOut)
    {
        if (error is not null && !(error is OperationCanceledException && (timedOut || visit.Token.IsCancellationRequested)))
        {
            var name = units.NameOf(visit.Slot, visit.Hook);
            var id = units.Plan.IdOf(visit.Slot);
            Report(in visit, units.Movement.IsOnRequest
                ? Failures.OnRequest(units.Worker, id, name, visit.HookPhase, error)
                : Failures.WhileStopping(units.Worker, id, name, visit.HookPhase, error));
        }

        return Next.Step;
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
