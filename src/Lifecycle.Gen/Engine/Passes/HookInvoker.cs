using System.Diagnostics;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>Calls the hooks of one unit in one phase, one after another on the driver's thread for as long as they return completed.</summary>
[StackTraceHidden]
internal static class HookInvoker
{
    /// <summary>Runs what a visit has to do.</summary>
    public static void Run(PassDriver driver, ref Visit visit)
    {
        var units = driver.Units;
        units.Reports?.UnitBegins(visit.Slot);
        if (visit.OnWayUp && units.Abandoned is not null && IsStillRunning(driver, ref visit))
            return;

        // Without the lock: a unit that goes down takes no new tasks.
        if (visit.PhaseNumber is Phase.OnShutdown or Phase.Run or Phase.OnDrain && driver.Tasks.IsAnyOf(visit.Slot) && TaskWaits.WaitsFor(driver, ref visit))
            return;

        RunSteps(driver, ref visit);
    }

    /// <summary>Goes on after a hook that was asynchronous.</summary>
    public static void Continue(PassDriver driver, ref Visit visit, Exception? error)
    {
        var units = driver.Units;
        switch (HookOutcomes.Conclude(driver, ref visit, error))
        {
            case NextStep.Step when ++visit.Step < HookSteps.Count(units, driver.Pass, visit.Slot, visit.PhaseNumber):
                if (MovesOn(driver, ref visit))
                    RunSteps(driver, ref visit);
                break;
            case NextStep.Step:
                Finish(driver, ref visit);
                break;
            case NextStep.Again:
                RunSteps(driver, ref visit);
                break;
        }
    }

    /// <summary>A hook of an abandoned visit has ended after all.</summary>
    public static void ReportAbandonedEnd(PassDriver driver, in Visit visit, Exception? error) =>
        driver.Units.Reports?.AbandonedHookEnded(
            driver.Units.Plan.IdOf(visit.Slot), driver.Units.DefineIfKnown(visit.Slot), visit.Hook, visit.HookPhase, error);

    /// <summary>A hook of the same instance that was abandoned still runs: the unit cannot be started beside it.</summary>
    private static bool IsStillRunning(PassDriver driver, ref Visit visit)
    {
        var units = driver.Units;
        lock (units.Scope.Gate)
        {
            if (units.Abandoned!.Find(units.Units[visit.Slot]) is not { } running)
                return false;

            visit.Result = VisitResult.Failed;
            visit.Error = Failures.StillRunning(units.Worker, units.Plan.IdOf(visit.Slot), running);
        }

        units.Reports?.Failed(visit.Error);
        return true;
    }

    private static Task? DisposeUnit(EngineScope scope, IUnit unit)
    {
        scope.Options.Host?.BeginDisposal(unit);
        if (unit is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync().AsTask();

        ((IDisposable)unit).Dispose();
        return null;
    }

    private static void RunSteps(PassDriver driver, ref Visit visit)
    {
        var units = driver.Units;
        var slot = visit.Slot;
        if (units.Units[slot] is not { } unit)
        {
            visit.Result = VisitResult.Suspended; // The visit was abandoned, and its worker is at its end.
            return;
        }

        var count = HookSteps.Count(units, driver.Pass, slot, visit.PhaseNumber);
        while (visit.Step < count)
        {
            visit.Hook = HookSteps.HookAt(units, driver.Pass, slot, visit.PhaseNumber, visit.Step);
            if (!Invoke(driver, unit, ref visit, out var error))
                return;

            var isPlain = error is null && visit.Pending is null && units.Reports?.Events is null;
            var next = isPlain ? NextStep.Step : HookOutcomes.Conclude(driver, ref visit, error);
            if (next == NextStep.Stop || (next == NextStep.Step && ++visit.Step < count && !MovesOn(driver, ref visit)))
                return;
        }

        Finish(driver, ref visit);
    }

    private static void Finish(PassDriver driver, ref Visit visit)
    {
        var units = driver.Units;
        visit.Result = VisitResult.Done;
        if (visit.PhaseNumber == Phase.OnStartup)
        {
            if (Phase.CountIn(units.Slots[visit.Slot].Hooks, Phase.Background) != 0)
                BeginBackground(driver, in visit);

            units.Reports?.UnitStarted(visit.Slot, units.Plan.IdOf(visit.Slot));
        }
        else if (visit.PhaseNumber == Phase.OnShutdown)
        {
            units.Reports?.UnitStopped(visit.Slot, units.Plan.IdOf(visit.Slot));
        }
    }

    private static void BeginBackground(PassDriver driver, in Visit visit)
    {
        var units = driver.Units;
        TaskGroup group;
        lock (units.Scope.Gate)
        {
            if (!driver.Pass.Owns(in visit) || units.Movement.IsCancelled)
                return;

            group = driver.Tasks.MakeBackgroundLocked(visit.Slot);
        }

        driver.Tasks.Begin(group);
    }

    /// <summary>Calls one hook. False: it has not returned yet, and the visit goes on when it does.</summary>
    private static bool Invoke(PassDriver driver, IUnit unit, ref Visit visit, out Exception? error)
    {
        var units = driver.Units;
        var token = visit.Token;
        error = null;
        if ((driver.Deadlines.IsOvertime || (units.Slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0) && !Prepare(driver, ref visit, ref token))
            return false;

        var scope = units.Scope;
        var events = units.Reports?.Events;
        var span = events?.HookBegan(visit.Slot, units.Plan.IdOf(visit.Slot), units.NameOf(visit.Slot, visit.Hook), visit.HookPhase, visit.Attempt);
        if (events is not null && driver.Pass.IsAbandoned(ref visit)) // While the observer held it.
        {
            if (span is not null)
                events.LeaveSpan(span);

            return false;
        }

        Task? task;
        var isInterrupted = false;
        scope.AssertUnlocked();
        visit.Caller?.Enter(visit.Slot);
        try
        {
            task = visit.PhaseNumber == Phase.Disposal ? DisposeUnit(scope, unit)
                : Phase.Of(visit.Hook) == Phase.Lifespan ? InvokeLifespan(driver, unit, in visit, token)
                : unit.InvokeAsync(visit.Hook, new HookCall(scope.Worker, visit.Slot, token));
            error = task is { IsCompleted: true } ? TaskFailure.Of(task) : null;
        }
        catch (Exception e)
        {
            task = null;
            error = e;
        }
        finally
        {
            isInterrupted = visit.Caller is { } caller && caller.Leave();
            RestoreContext(driver);
            if (span is not null)
                events!.LeaveSpan(span);
        }

        if (isInterrupted && driver.Pass.IsAbandoned(ref visit))
        {
            ReportAbandonedEnd(driver, in visit, error: null); // What it threw is only the end of its wait.
            return false;
        }

        if (task is null or { IsCompleted: true })
            return true;

        Suspend(driver, ref visit, task);
        return false;
    }

    /// <summary>What a hook put into the contexts of the thread (culture, AsyncLocal) must not reach the hooks of other units.</summary>
    private static void RestoreContext(PassDriver driver)
    {
        if (driver.Context is { } context && !ReferenceEquals(ExecutionContext.Capture(), context))
            ExecutionContext.Restore(context);
    }

    private static Task? InvokeLifespan(PassDriver driver, IUnit unit, in Visit visit, CancellationToken token) =>
        visit.OnWayUp
            ? unit.InvokeAsync(visit.Hook, new HookCall(driver.Units.Scope.Worker, in visit, new HookSource(token)))
            : driver.Pass.Lifespans!.At(visit.Slot, visit.Step).EndAsync(token);

    /// <summary>The hook became asynchronous: from here on its unit holds no thread.</summary>
    private static void Suspend(PassDriver driver, ref Visit visit, Task task)
    {
        var units = driver.Units;
        PendingHook pending;
        lock (units.Scope.Gate)
        {
            if (driver.Pass.Owns(in visit))
            {
                pending = driver.Pass.Slots[visit.Slot].Pending ??= driver.PendingHooks.Rent(driver);
                if (pending.Kind != DeadlineKind.None)
                    driver.Deadlines.ArmLocked(pending.Deadline);
            }
            else
            {
                pending = new PendingHook(driver); // Abandoned while it blocked its thread: awaited so that its error is observed.
            }
        }

        visit.Pending = pending;
        var copy = visit;
        copy.Caller = null;
        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        pending.Await(task, copy);
    }

    /// <summary>Moves on to the next hook of the unit, unless the visit was abandoned or the way up was cancelled.</summary>
    private static bool MovesOn(PassDriver driver, ref Visit visit)
    {
        var units = driver.Units;
        lock (units.Scope.Gate)
        {
            if (driver.Pass.IsAbandonedLocked(ref visit))
                return false;

            if (units.Movement.IsCancelled && (visit.OnWayUp || units.Movement.IsOnRequest))
            {
                visit.Result = VisitResult.Cancelled;
                return false;
            }

            ref var p = ref driver.Pass.Slots[visit.Slot];
            p.Step = (ushort)visit.Step;
            p.Pending?.Reset();
            return true;
        }
    }

    /// <summary>Gives a hook with options, or one that runs when the time is already over, its limit and its own token.</summary>
    private static bool Prepare(PassDriver driver, ref Visit visit, ref CancellationToken token)
    {
        var units = driver.Units;
        var definition = visit.PhaseNumber != Phase.Disposal && (units.Slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0
            ? units.FindHook(visit.Slot, visit.Hook) : null;
        var limit = definition?.TimeoutSeconds ?? 0;
        if (limit <= 0 && !driver.Deadlines.IsOvertime && definition is not { Retries: > 0 })
            return true;

        var needsWatch = false;
        lock (units.Scope.Gate)
        {
            if (driver.Pass.IsAbandonedLocked(ref visit))
                return false;

            var pending = driver.Pass.Slots[visit.Slot].Pending ??= driver.PendingHooks.Rent(driver);
            visit.Pending = pending;
            pending.Definition = definition;
            pending.Attempts++;
            pending.TimedOut = false;
            pending.Reported = false;
            pending.Kind = DeadlineKind.None;
            pending.Deadline = long.MaxValue;
            if (limit > 0 || driver.Deadlines.IsOvertime)
            {
                needsWatch = driver.Deadlines.LimitHookLocked(pending, limit, visit.Token) && driver.TryReserveWatchLocked();
                token = pending.Source!.Token;
            }
        }

        if (needsWatch)
            units.Scope.Queue.Watch(driver);

        return true;
    }
}
