using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>Calls the hooks of one unit in one phase, one after another on the driver's thread for as long as they return completed.</summary>
internal sealed class HookInvoker(UnitTable units, TaskSupervisor tasks, Pass pass, Deadlines deadlines, PassDriver driver)
{
    private readonly EngineScope _scope = units.Scope;
    private readonly HookOutcomes _outcomes = new(units, pass, deadlines, driver);

    /// <summary>Runs what a visit has to do.</summary>
    public void Run(ref Visit visit)
    {
        units.Reports?.UnitBegins(visit.Slot);
        if (visit.OnWayUp && units.Abandoned is not null && IsStillRunning(ref visit))
            return;

        if (visit.PhaseNumber is Phase.OnShutdown or Phase.Run && WaitsForTasks(ref visit))
            return;

        RunSteps(ref visit);
    }

    /// <summary>Goes on after a hook that was asynchronous.</summary>
    public void Continue(ref Visit visit, Exception? error)
    {
        switch (_outcomes.Conclude(ref visit, error))
        {
            case NextStep.Step when ++visit.Step < HookSteps.Count(units, pass, visit.Slot, visit.PhaseNumber):
                if (MovesOn(ref visit))
                    RunSteps(ref visit);
                break;
            case NextStep.Step:
                Finish(ref visit);
                break;
            case NextStep.Again:
                RunSteps(ref visit);
                break;
        }
    }

    /// <summary>A hook of an abandoned visit has ended after all.</summary>
    public void ReportAbandonedEnd(in Visit visit, Exception? error) =>
        units.Reports?.AbandonedHookEnded(units.Plan.IdOf(visit.Slot), units.DefineIfKnown(visit.Slot), visit.Hook, visit.HookPhase, error);

    /// <summary>A hook of the same instance that was abandoned still runs: the unit cannot be started beside it.</summary>
    private bool IsStillRunning(ref Visit visit)
    {
        lock (_scope.Gate)
        {
            if (units.Abandoned!.Find(units.Units[visit.Slot]) is not { } running)
                return false;

            visit.Result = VisitResult.Failed;
            visit.Error = Failures.StillRunning(units.Worker, units.Plan.IdOf(visit.Slot), running);
        }

        units.Reports?.Failed(visit.Error);
        return true;
    }

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

            var next = _outcomes.Conclude(ref visit, error);
            if (next == NextStep.Stop || (next == NextStep.Step && ++visit.Step < count && !MovesOn(ref visit)))
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
                error = task is null ? null : TaskFailure.Of(task);
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
            RestoreContext();
            if (span is not null)
                events!.LeaveSpan(span);
        }

        Suspend(ref visit, task);
        return false;
    }

    /// <summary>What a hook put into the contexts of the thread (culture, AsyncLocal) must not reach the hooks of other units.</summary>
    private void RestoreContext()
    {
        if (driver.Context is { } context && !ReferenceEquals(ExecutionContext.Capture(), context))
            ExecutionContext.Restore(context);
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
            if (pass.IsAbandonedLocked(ref visit))
                return true;

            group = visit.PhaseNumber == Phase.Run ? tasks.RunOf(visit.Slot) : tasks.BackgroundOf(visit.Slot);
        }

        if (group is null)
            return false;

        tasks.Cancel(group);
        lock (_scope.Gate)
        {
            if (pass.IsAbandonedLocked(ref visit))
                return true;

            if (!tasks.AwaitLocked(visit.Slot, group))
                return false;

            if (deadlines.IsOvertime)
            {
                var pending = pass.Slots[visit.Slot].Pending ??= driver.RentLocked();
                deadlines.LimitTasksLocked(pending);
            }
        }

        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        return true;
    }

    /// <summary>Moves on to the next hook of the unit, unless the visit was abandoned or the way up was cancelled.</summary>
    private bool MovesOn(ref Visit visit)
    {
        lock (_scope.Gate)
        {
            if (pass.IsAbandonedLocked(ref visit))
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
        var definition = visit.PhaseNumber != Phase.Disposal && (units.Slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0
            ? units.FindHook(visit.Slot, visit.Hook) : null;
        var limit = definition?.TimeoutSeconds ?? 0;
        if (limit <= 0 && !deadlines.IsOvertime && definition is not { Retries: > 0 })
            return true;

        var needsWatch = false;
        lock (_scope.Gate)
        {
            if (pass.IsAbandonedLocked(ref visit))
                return false;

            var pending = pass.Slots[visit.Slot].Pending ??= driver.RentLocked();
            visit.Pending = pending;
            pending.Definition = definition;
            pending.Attempts++;
            pending.TimedOut = false;
            pending.Reported = false;
            pending.Kind = DeadlineKind.None;
            pending.Deadline = long.MaxValue;
            if (limit > 0 || deadlines.IsOvertime)
            {
                needsWatch = deadlines.LimitHookLocked(pending, limit, visit.Token) && driver.TryReserveWatchLocked();
                token = pending.Source!.Token;
            }
        }

        if (needsWatch)
            _scope.Queue.Watch(driver);

        return true;
    }
}
