using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>One unit's hooks of one phase: called one after another on the driver's thread for as long as they return completed.</content>
internal sealed partial class WorkerEngine
{
    private enum Next : byte
    {
        /// <summary>The next hook of the unit.</summary>
        Step,

        /// <summary>The same hook again.</summary>
        Again,

        /// <summary>Nothing more; the visit has its result.</summary>
        Stop,
    }

    private void RunUnit(ref Visit visit)
    {
        if (_began is not null && _began[visit.Slot] < 0)
            _began[visit.Slot] = _time.GetTimestamp(); // Once in a pass: the unit comes back here when its tasks have ended, and for another attempt.

        if (visit.Phase is Phase.OnShutdown or Phase.Run && WaitsForTasks(ref visit))
            return;

        RunSteps(ref visit);
    }

    private void RunSteps(ref Visit visit)
    {
        var slot = visit.Slot;
        if (_units[slot] is not { } unit)
        {
            visit.Result = VisitResult.Departed; // The visit was given up and its worker is at its end.
            return;
        }

        var count = CountSteps(slot, visit.Phase);
        while (visit.Step < count)
        {
            visit.Hook = (_slots[slot].Hooks & HookCounts.Mapped) == 0 ? (visit.Phase << Hook.PhaseShift) + visit.Step : HookAt(slot, visit.Phase, visit.Step);
            if (!Invoke(unit, ref visit, out var error))
                return;

            var next = Conclude(ref visit, error);
            if (next == Next.Stop || (next == Next.Step && ++visit.Step < count && !Continues(ref visit)))
                return;
        }

        Finish(ref visit);
    }

    private int CountSteps(int slot, int phase)
    {
        ref var s = ref _slots[slot];
        var count = phase switch
        {
            Phase.Run => 0,
            Phase.Disposal => 1,
            Phase.OnShutdown when (s.Flags & SlotFlags.Up) == SlotFlags.None => 0,
            >= Phase.FirstCustom => CountCustom(slot),
            _ => CountHooks(slot, s.Hooks, phase),
        };
        return (s.Hooks & HookCounts.AnyLifespan) == 0 ? count : count + CountLifespans(slot, ref s, phase);
    }

    /// <summary>The number of a unit's hook that is one step of a pass.</summary>
    private int HookAt(int slot, int phase, int step) =>
        phase >= Phase.FirstCustom ? _current!.FirstHooks[slot] + step
            : (_slots[slot].Hooks & HookCounts.AnyLifespan) == 0 ? (phase << Hook.PhaseShift) + step : HookAmongLifespans(slot, phase, step);

    private void Finish(ref Visit visit)
    {
        visit.Result = VisitResult.Done;
        if (visit.Phase == Phase.OnStartup)
        {
            if (Phase.CountIn(_slots[visit.Slot].Hooks, Phase.Background) != 0)
                BeginBackground(ref visit);

            if (_log is not null)
                LogStarted(visit.Slot);
        }
        else if (visit.Phase == Phase.OnShutdown && _log is not null)
        {
            LogStopped(visit.Slot);
        }
    }

    /// <summary>Calls one hook. False: it has not returned yet, and the visit goes on when it does.</summary>
    private bool Invoke(IUnit unit, ref Visit visit, out Exception? error)
    {
        var token = visit.Token;
        error = null;
        if (_overtime || (_slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0)
        {
            if (!Prepare(ref visit, ref token))
                return false;
        }

        var span = _observation?.TellHookBegins(in visit);

        Task? task;
        var outer = s_insideHook;
        s_insideHook = _id;
        try
        {
            task = visit.Phase == Phase.Disposal ? DisposeUnit(unit)
                : visit.Hook >> Hook.PhaseShift == Phase.Lifespan ? InvokeLifespan(unit, in visit, token)
                : unit.InvokeAsync(visit.Hook, new HookCall(Worker, visit.Slot, token));
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
            s_insideHook = outer;
            if (span is not null)
                _observation!.Leave(span);
        }

        Depart(ref visit, task);
        return false;
    }

    private static Task? DisposeUnit(IUnit unit)
    {
        if (unit is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync().AsTask();

        ((IDisposable)unit).Dispose();
        return null;
    }

    /// <summary>The hook became asynchronous: from here on its unit holds no thread.</summary>
    private void Depart(ref Visit visit, Task task)
    {
        Flight flight;
        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn == visit.Turn)
            {
                flight = s.Flight ??= Rent();
                if (flight.Kind != DeadlineKind.None)
                    Arm(flight.Deadline);
            }
            else
            {
                flight = new Flight(this); // Given up while it blocked its thread: awaited so that its error is seen.
            }
        }

        visit.Flight = flight;
        var copy = visit;
        visit.Result = VisitResult.Departed;
        NoticeDelay();
        flight.Await(task, copy);
    }

    /// <summary>A hook that was asynchronous has ended, on whatever thread.</summary>
    public void Landed(Flight flight)
    {
        if (s_insideHook != 0)
            _queue.Enqueue(flight);
        else
            Resume(flight);
    }

    public void Resume(Flight flight)
    {
        if (_context is { } context)
            ExecutionContext.Run(context, static state => ((Flight)state!).CarryOn(), flight);
        else
            CarryOn(flight);
    }

    public void CarryOn(Flight flight)
    {
        var visit = flight.Visit;
        var error = flight.Error;
        if (!Owns(ref visit))
        {
            LogLateEnd(in visit, error);
            return;
        }

        switch (Conclude(ref visit, error))
        {
            case Next.Step when ++visit.Step < CountSteps(visit.Slot, visit.Phase):
                if (Continues(ref visit))
                    RunSteps(ref visit);
                break;
            case Next.Step:
                Finish(ref visit);
                break;
            case Next.Again:
                RunSteps(ref visit);
                break;
        }

        if (visit.Result == VisitResult.Departed)
            visit.Slot = -1;

        Drive(ref visit);
    }

    private bool Owns(ref Visit visit)
    {
        lock (_lock)
            return _slots[visit.Slot].Turn == visit.Turn;
    }

    /// <summary>Moves on to the next hook of the unit, unless the visit was given up or the way up was halted.</summary>
    private bool Continues(ref Visit visit)
    {
        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn != visit.Turn)
            {
                visit.Result = VisitResult.Departed;
                return false;
            }

            if (_halted && (visit.Forward || _operation is { Kind: OperationKind.RunPhase }))
            {
                visit.Result = VisitResult.Cancelled;
                return false;
            }

            s.Step = (ushort)visit.Step;
            if (s.Flight is { } flight)
                flight.Reset();

            return true;
        }
    }

    /// <summary>Decides what the end of a hook means.</summary>
    private Next Conclude(ref Visit visit, Exception? error)
    {
        if (_observation is not null)
            _observation.TellHookEnds(in visit, error);

        var timedOut = visit.Flight is { TimedOut: true };
        if (error is null && !timedOut)
            return Next.Step;

        return visit.Forward ? ConcludeUp(ref visit, error, timedOut) : ConcludeDown(ref visit, error, timedOut);
    }

    private Next ConcludeUp(ref Visit visit, Exception? error, bool timedOut)
    {
        var cancelled = error is OperationCanceledException;
        if (timedOut && visit.Flight!.Reported)
        {
            visit.Result = VisitResult.Cancelled;
            if (error is not null && !cancelled)
                Report(ref visit, Failure.WhileStarting(_plan.Worker, _plan.IdOf(visit.Slot), NameOf(visit.Slot, visit.Hook), visit.HookPhase, error));

            return Next.Stop;
        }

        if (cancelled && !timedOut && visit.Token.IsCancellationRequested)
        {
            visit.Result = VisitResult.Cancelled;
            return Next.Stop;
        }

        var name = NameOf(visit.Slot, visit.Hook);
        var id = _plan.IdOf(visit.Slot);
        var attempt = visit.Flight?.Attempts ?? 1;
        LifecycleException failure = timedOut && (error is null || cancelled)
            ? Failure.HookTooLong(_plan.Worker, id, name, visit.HookPhase, visit.Flight!.LimitSeconds, attempt)
            : Failure.WhileStarting(_plan.Worker, id, name, visit.HookPhase, error!, attempt);
        if (visit.Flight is { Definition: { } definition } flight && flight.Attempts <= definition.Retries && !visit.Token.IsCancellationRequested)
        {
            LogRetry(failure, attempt, definition);
            return Retry(ref visit, flight, definition, failure);
        }

        if (visit.Flight?.Earlier is { } earlier)
            failure.Others = [.. earlier];

        visit.Result = VisitResult.Failed;
        visit.Error = failure;
        LogFailure(failure);
        return Next.Stop;
    }

    private Next ConcludeDown(ref Visit visit, Exception? error, bool timedOut)
    {
        if (error is not null && !(error is OperationCanceledException && (timedOut || visit.Token.IsCancellationRequested)))
        {
            var name = NameOf(visit.Slot, visit.Hook);
            var id = _plan.IdOf(visit.Slot);
            Report(ref visit, _operation is { Kind: OperationKind.RunPhase }
                ? Failure.OnRequest(_plan.Worker, id, name, visit.HookPhase, error)
                : Failure.WhileStopping(_plan.Worker, id, name, visit.HookPhase, error));
        }

        return Next.Step;
    }

    private void Report(ref Visit visit, LifecycleException error)
    {
        LogFailure(error);
        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn == visit.Turn)
                Break(ref s, error);
        }
    }

    private void Break(ref Slot s, LifecycleException error)
    {
        if (_operation is not { Kind: OperationKind.RunPhase })
        {
            s.Flags |= SlotFlags.Broken;
            s.Reason ??= error.InnerException ?? error;
        }

        AddError(error);
    }
}
