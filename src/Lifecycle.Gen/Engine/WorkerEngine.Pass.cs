using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>
/// A pass takes every unit through one phase along the edges. Whoever has a thread drives it: takes a unit that is ready, runs its hooks,
/// settles it and takes the next one in the same hold of the lock.
/// </content>
internal sealed partial class WorkerEngine
{
    private static int s_lastId;

    /// <summary>
    /// The number of the engine whose hook or callback is innermost on the current thread's stack: a landing inside one must not drive, because that hook
    /// would wait for what is driven.
    /// </summary>
    [ThreadStatic]
    private static int s_insideHook;

    private readonly int _id = Interlocked.Increment(ref s_lastId);
    private readonly int _limit;
    private ExecutionContext? _context;
    private CancellationTokenSource _source = null!;
    private CancellationTokenSource? _toCancel;
    private int _phase;
    private Direction _direction;

    /// <summary>A failure in the pass turns the operation round; on the way down everybody has his turn.</summary>
    private bool _goesUp;
    private int _remaining;
    private int _busy;
    private int _progress;
    private bool _active;
    private bool _halted;

    /// <summary>Lets one phase begin for all units. The pass is over when every unit is through, or when the way up was halted and nothing is under way any more.</summary>
    private bool BeginPass(int phase, Direction direction) => BeginPass(phase, direction, goesUp: direction == Direction.Forward);

    private bool BeginPass(int phase, Direction direction, bool goesUp)
    {
        _phase = phase;
        _direction = direction;
        _goesUp = goesUp;
        _remaining = _plan.Count;
        _busy = 0;
        BeginOrder();
        if (_began is not null)
            Array.Fill(_began, -1);

        // A background task that fails meanwhile marks its unit, too.
        lock (_lock)
        {
            for (var slot = 0; slot < _slots.Length; slot++)
            {
                ref var s = ref _slots[slot];
                s.Step = 0;
                s.Flags &= ~SlotFlags.Broken;
            }

            _active = true;
        }

        return true;
    }

    /// <summary>Settles a visit, if there is one, and works on whatever is ready until nothing is. Who finds the pass over begins the next one.</summary>
    private void Drive(ref Visit visit)
    {
        while (true)
        {
            var late = false;
            var help = false;
            var over = false;
            CancellationTokenSource? cancel;
            var now = _clock.Now;
            lock (_lock)
            {
                if (visit.Slot >= 0 && !Settle(ref visit, now))
                    late = true;
                else
                    help = Take(ref visit, now);

                if (visit.Slot < 0 && _active && _busy == 0 && (_halted || _remaining == 0))
                {
                    _active = false;
                    over = true;
                }

                cancel = _toCancel;
                _toCancel = null;
            }

            if (_observation is not null)
                _observation.Tell();
            if (cancel is not null)
                Cancel(cancel);
            if (help)
                _queue.Watch(this);
            if (late)
            {
                LogLateEnd(in visit, error: null);
                visit.Slot = -1;
                continue;
            }

            if (over && BeginNextPass())
                continue;
            if (visit.Slot < 0)
                return;

            RunUnit(ref visit);
            if (visit.Result == VisitResult.Departed)
                visit.Slot = -1;
        }
    }

    /// <summary>Takes the next unit, passing through those that have nothing to do. Tells whether another thread should look after the rest.</summary>
    private bool Take(ref Visit visit, long now)
    {
        visit.Slot = -1;
        if (!_active || _halted)
            return false;

        int slot;
        while (_busy < _limit && (slot = NextSlot()) >= 0)
        {
            ref var s = ref _slots[slot];
            var eligible = IsEligible(slot, ref s);
            if (!eligible || !HasWork(slot, ref s))
            {
                Complete(slot, ref s, eligible, now);
                continue;
            }

            s.Flags |= SlotFlags.Busy;
            s.Turn++;
            _busy++;
            if (_phase == Phase.OnStartup)
                SetState(slot, ref s, UnitState.Starting, now);
            else if (_phase == Phase.OnShutdown && s.State == UnitState.Started)
                SetState(slot, ref s, UnitState.Stopping, now);

            visit.Slot = slot;
            visit.Turn = s.Turn;
            visit.Step = s.Step;
            visit.Phase = _phase;
            visit.Hook = _phase << Hook.PhaseShift;
            visit.Forward = _goesUp;
            visit.Token = _source.Token;
            visit.Result = VisitResult.Done;
            visit.Error = null;
            visit.Flight = s.Flight;

            var somethingMayWait = (_busy < _limit && HasNext) || _deadline < _armedFor;
            return somethingMayWait && TryReserveWatch();
        }

        return false;
    }

    /// <summary>Enters what became of a visit. False: the visit was given up meanwhile.</summary>
    private bool Settle(ref Visit visit, long now)
    {
        ref var s = ref _slots[visit.Slot];
        if (s.Turn != visit.Turn)
            return false;

        Release(ref s);
        switch (visit.Result)
        {
            case VisitResult.Done:
                Complete(visit.Slot, ref s, IsEligible(visit.Slot, ref s), now);
                break;
            case VisitResult.Failed:
                Fail(visit.Slot, ref s, visit.Error!);
                Halt(visit.Error);
                break;
            default:
                if (s.State == UnitState.Starting)
                    SetState(visit.Slot, ref s, UnitState.Stopped, now);
                break;
        }

        return true;
    }

    private void Release(ref Slot s)
    {
        s.Flags &= ~SlotFlags.Busy;
        _busy--;
        _progress++;
        if (s.Flight is { } flight)
        {
            s.Flight = null;
            Return(flight);
        }
    }

    /// <summary>The unit is through this pass: those that wait for it come nearer.</summary>
    private void Complete(int slot, ref Slot s, bool eligible, long now)
    {
        _remaining--;
        _progress++;
        if (eligible)
            Advance(slot, ref s, now);

        if (_inOrder || _direction == Direction.Parallel)
            return;

        foreach (var next in _direction == Direction.Forward ? _plan.DependentsOf(slot) : _plan.DependenciesOf(slot))
        {
            if (--_slots[next].Pending == 0)
                _ready.Add(next);
        }
    }

    private void Advance(int slot, ref Slot s, long now)
    {
        switch (_phase)
        {
            case Phase.OnInit:
                s.Flags |= SlotFlags.Initialised;
                break;
            case Phase.PreStartup:
                s.Flags |= SlotFlags.Prepared;
                break;
            case Phase.OnStartup:
                s.Flags |= SlotFlags.Up;
                if ((s.Flags & SlotFlags.Broken) == SlotFlags.None)
                {
                    s.Reason = null;
                    SetState(slot, ref s, UnitState.Started, now);
                    if (_attached > 0)
                        OfferExtension(slot);
                }

                break;
            case Phase.OnReady:
                s.Flags |= SlotFlags.Ready;
                break;
            case Phase.OnDrain:
                s.Flags &= ~SlotFlags.Ready;
                break;
            case Phase.OnShutdown:
                s.Flags &= ~SlotFlags.Up;
                if ((s.Flags & SlotFlags.Alive) != SlotFlags.None)
                    ForgetLifespans(slot, ref s);

                SetState(slot, ref s, (s.Flags & SlotFlags.Broken) != SlotFlags.None || s.Reason is not null ? UnitState.Failed : UnitState.Stopped, now);
                break;
            case Phase.PostShutdown:
                s.Flags = (s.Flags & ~SlotFlags.Prepared) | SlotFlags.Left;
                break;
            case Phase.OnExit:
                s.Flags = (s.Flags & ~SlotFlags.Initialised) | SlotFlags.Left;
                break;
        }
    }

    /// <summary>Whether the unit has come as far as this phase asks for.</summary>
    private bool IsEligible(int slot, ref Slot s) => (!_selective || IsSelectedFor(_phase, ref s)) && _phase switch
    {
        Phase.OnDrain => (s.Flags & SlotFlags.Ready) != SlotFlags.None,
        Phase.Run => s.Run is not null,
        Phase.OnShutdown => (s.Flags & (SlotFlags.Up | SlotFlags.Alive)) != SlotFlags.None || s.Background is not null,
        Phase.PostShutdown => (s.Flags & SlotFlags.Prepared) != SlotFlags.None,
        Phase.OnExit => (s.Flags & SlotFlags.Initialised) != SlotFlags.None,
        Phase.Disposal => _units[slot] is { } unit && !ReferenceEquals(unit, Worker),
        >= Phase.FirstCustom => IsEligibleForCustom(slot, ref s),
        _ => s.State != UnitState.Disabled,
    };

    private bool HasWork(int slot, ref Slot s) => _phase switch
    {
        Phase.Run => true,
        Phase.Disposal => _units[slot] is IAsyncDisposable or IDisposable,
        Phase.OnStartup => _isTold || Phase.CountIn(s.Hooks, Phase.OnStartup) + Phase.CountIn(s.Hooks, Phase.Background) + Phase.CountIn(s.Hooks, Phase.Lifespan) != 0,
        Phase.OnShutdown => _isTold || s.Background is not null || (s.Flags & SlotFlags.Alive) != SlotFlags.None || Phase.CountIn(s.Hooks, Phase.OnShutdown) != 0,
        >= Phase.FirstCustom => CountCustom(slot) != 0,
        _ => Phase.CountIn(s.Hooks, _phase) != 0,
    };

    /// <summary>The way up ends here: nothing new starts, and what is under way is told to end (R-FAIL-1).</summary>
    private void Halt(LifecycleException? error)
    {
        if (error is not null)
            AddError(error);

        if (_halted)
            return;

        _halted = true;
        if (error is not null && _operation is not null)
            _operation.FailedUp = true;

        _toCancel = _source;
        _deadline = DeadlineIn(_options.ShutdownTimeoutSeconds);
        for (var slot = 0; _active && slot < _slots.Length; slot++)
        {
            ref var s = ref _slots[slot];
            if (s.Flight is { } flight && (flight.Kind == DeadlineKind.Retry || (s.Flags & SlotFlags.Busy) == SlotFlags.None))
                DropRetry(slot, ref s, flight);
        }

        // Hooks that needed no timer so far may be under way: the budget is the only limit of those that ignore the cancellation.
        if (_busy > 0 || _armedFor != long.MaxValue)
            Arm(_deadline);
    }

    private void AddError(LifecycleException error)
    {
        if (_operation is not null)
            (_operation.Errors ??= []).Add(error);
    }

    private void Cancel(CancellationTokenSource source)
    {
        var outer = s_insideHook;
        s_insideHook = _id;
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            LifecycleException failure = Failure.InCallback(_plan.Worker, e.InnerExceptions.Count == 1 ? e.InnerException! : e);
            lock (_lock)
                AddError(failure);
        }
        finally
        {
            s_insideHook = outer;
        }
    }

    private void DriveAlone()
    {
        var visit = Visit.None;
        Drive(ref visit);
    }

    /// <summary>Runs with the execution context of whoever asked for the operation, as the hooks that ran on that thread did.</summary>
    private void DriveInContext()
    {
        if (_context is { } context)
            ExecutionContext.Run(context, static engine => ((WorkerEngine)engine!).DriveAlone(), this);
        else
            DriveAlone();
    }
}
