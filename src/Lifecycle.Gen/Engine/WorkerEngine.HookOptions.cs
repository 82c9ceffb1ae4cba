using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>What only hooks with options need, and those that run when the time is already over: a limit, a token of their own, another attempt.</content>
internal sealed partial class WorkerEngine
{
    private Flight? _freeFlights;

    /// <summary>Gives a hook with options, or one that runs when the time is already over, its limit and its own token.</summary>
    private bool Prepare(ref Visit visit, ref CancellationToken token)
    {
        var definition = visit.Phase != Phase.Disposal && (_slots[visit.Slot].Hooks & HookCounts.SeeDefinition) != 0 ? Find(visit.Slot, visit.Hook) : null;
        var limit = definition?.TimeoutSeconds ?? 0;
        if (_overtime)
            limit = limit > 0 ? Math.Min(limit, Grace) : Grace;

        if (limit <= 0 && definition is not { Retries: > 0 })
            return true;

        var help = false;
        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn != visit.Turn)
            {
                visit.Result = VisitResult.Departed;
                return false;
            }

            var flight = s.Flight ??= Rent();
            visit.Flight = flight;
            flight.Definition = definition;
            flight.Attempts++;
            flight.TimedOut = false;
            flight.Reported = false;
            flight.Kind = DeadlineKind.None;
            flight.Deadline = long.MaxValue;
            if (limit > 0)
            {
                flight.Source?.LetGo();
                flight.Source = new HookSource(visit.Token);
                token = flight.Source.Token;
                flight.LimitSeconds = limit;
                flight.Deadline = DeadlineIn(limit);
                flight.Kind = DeadlineKind.Limit;
                help = flight.Deadline < _armedFor && TryReserveWatch();
            }
        }

        if (help)
            _queue.Watch(this);

        return true;
    }

    private Next Retry(ref Visit visit, Flight flight, HookDefinition definition, LifecycleException failure)
    {
        lock (_lock)
        {
            if (_slots[visit.Slot].Turn != visit.Turn)
            {
                visit.Result = VisitResult.Departed;
                return Next.Stop;
            }

            if (_halted)
            {
                visit.Result = VisitResult.Cancelled;
                return Next.Stop;
            }

            (flight.Earlier ??= []).Add(failure);
            var pause = Pause(definition.RetryDelaySeconds, definition, flight.Attempts);
            if (pause <= 0)
                return Next.Again;

            flight.Kind = DeadlineKind.Retry;
            flight.Deadline = DeadlineIn(pause);
            Arm(flight.Deadline);
        }

        visit.Result = VisitResult.Departed;
        NoticeDelay();
        return Next.Stop;
    }

    /// <summary>The way up ends while a hook pauses before another attempt, or while the unit waits for a thread to make it. Under the lock.</summary>
    private void DropRetry(int slot, ref Slot s, Flight flight)
    {
        if (flight.Kind == DeadlineKind.Retry)
        {
            Release(ref s);
        }
        else
        {
            s.Flight = null;
            Return(flight);
        }

        if (s.State == UnitState.Starting)
            SetState(slot, ref s, UnitState.Stopped);
    }

    private Flight Rent()
    {
        if (_freeFlights is not { } flight)
            return new Flight(this);

        _freeFlights = flight.NextFree;
        flight.NextFree = null;
        return flight;
    }

    private void Return(Flight flight)
    {
        flight.Reset();
        flight.NextFree = _freeFlights;
        _freeFlights = flight;
    }
}
