namespace Lifecycle.Engine;

/// <content>One timer for everything that an operation may wait for; made when something does not return at once.</content>
internal sealed partial class WorkerEngine
{
    /// <summary>A grace of nothing would give up a hook before it can hear that it is cancelled.</summary>
    private const double LeastGraceSeconds = 0.001;

    private ITimer? _timer;
    private long _armedFor = long.MaxValue;

    /// <summary>The end of the start's limit or of the shutdown budget.</summary>
    private long _deadline = long.MaxValue;

    /// <summary>The shutdown budget is used up: each further hook gets the grace as its limit, so that it still runs.</summary>
    private volatile bool _overtime;

    /// <summary>What the timer finds out under the lock and does, the user's code being involved, when it is released.</summary>
    private struct Aftermath
    {
        public List<LifecycleException>? Failures;
        public List<string>? Abandoned;
        public List<CancellationTokenSource>? Cancel;
    }

    private double Grace => Math.Max(_options.ShutdownGraceSeconds, LeastGraceSeconds);

    /// <summary>Makes sure that the timer fires by then. Under the lock.</summary>
    private void Arm(long deadline)
    {
        if (deadline >= _armedFor || _operation is null)
            return;

        _armedFor = deadline;
        var due = TimeUntil(deadline);
        if (_timer is null)
            _timer = _time.CreateTimer(static state => ((WorkerEngine)state!).OnTimer(), this, due, Timeout.InfiniteTimeSpan);
        else
            _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time until then, or the longest that a timer takes.</summary>
    public TimeSpan TimeUntil(long deadline)
    {
        var seconds = Math.Max(0, deadline - _time.GetTimestamp()) / (double)_time.TimestampFrequency;
        return TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(seconds * 1000), uint.MaxValue - 1));
    }

    /// <summary>The operation does not end on the spot: now it needs its timer, and an ear for the caller's token.</summary>
    private void NoticeDelay()
    {
        Operation? register = null;
        lock (_lock)
        {
            if (_operation is not { } operation)
                return;

            if (_deadline != long.MaxValue)
                Arm(_deadline);

            for (var slot = 0; _active && slot < _slots.Length; slot++)
            {
                if (_slots[slot].Flight is { Kind: not DeadlineKind.None } flight)
                    Arm(flight.Deadline);
            }

            if (operation.CallerToken.CanBeCanceled && !operation.Registered)
            {
                operation.Registered = true;
                register = operation;
            }
        }

        if (register is null)
            return;

        var registration = register.CallerToken.UnsafeRegister(
            static state => { var (engine, operation) = ((WorkerEngine, Operation))state!; engine.CancelOperation(operation); }, (this, register));
        lock (_lock)
        {
            if (ReferenceEquals(_operation, register))
            {
                register.Registration = registration;
                return;
            }
        }

        registration.Unregister();
    }

    private void OnTimer()
    {
        var after = new Aftermath();
        lock (_lock)
        {
            _armedFor = long.MaxValue;
            if (_operation is null)
                return;

            var now = _time.GetTimestamp();
            if (_deadline <= now)
                RunOutOfTime(now, ref after);

            var next = _deadline;
            for (var slot = 0; _active && slot < _slots.Length; slot++)
            {
                ref var s = ref _slots[slot];
                if (s.Flight is { Kind: not DeadlineKind.None } flight)
                {
                    if (flight.Deadline <= now)
                        Expire(slot, ref s, flight, now, ref after);

                    if (ReferenceEquals(s.Flight, flight) && flight.Kind != DeadlineKind.None)
                        next = Math.Min(next, flight.Deadline);
                }
            }

            Arm(Math.Min(next, _deadline));
        }

        foreach (var failure in after.Failures ?? [])
            LogFailure(failure);

        foreach (var name in after.Abandoned ?? [])
            LogAbandoned(name);

        foreach (var source in after.Cancel ?? [])
            Cancel(source);

        QueueUrgentHelper(); // Not on this thread: it may be the one that moves a test's clock, and a hook may block it.
    }

    /// <summary>The start's limit or the shutdown budget has passed.</summary>
    private void RunOutOfTime(long now, ref Aftermath after)
    {
        _deadline = long.MaxValue;
        if (_operation!.GoingUp && !_halted)
        {
            LifecycleException error = Failure.StartTooLong(_plan.Worker, _options.StartupTimeoutSeconds, UnderWay());
            (after.Failures ??= []).Add(error);
            Halt(error);
            return;
        }

        _overtime = true;
        for (var slot = 0; _active && slot < _slots.Length; slot++)
        {
            ref var s = ref _slots[slot];
            if ((s.Flags & SlotFlags.Busy) == SlotFlags.None)
                continue;

            var flight = s.Flight ??= Rent();
            if (flight.Kind == DeadlineKind.Grace)
                continue;

            if (!flight.Reported)
            {
                flight.Reported = true;
                foreach ((var unit, var hook, var phase) in UnderWay(slot))
                    ReportLate(slot, ref s, Failure.OutOfTime(_plan.Worker, unit, hook, phase, _options.ShutdownTimeoutSeconds), ref after);
            }

            flight.Kind = DeadlineKind.Grace;
            flight.Deadline = now + Ticks(Grace);
        }

        if (!_halted)
        {
            (after.Cancel ??= []).Add(_source);
            _source = new CancellationTokenSource();
        }
    }

    private void Expire(int slot, ref Slot s, Flight flight, long now, ref Aftermath after)
    {
        switch (flight.Kind)
        {
            case DeadlineKind.Retry:
                flight.Kind = DeadlineKind.None;
                s.Flags &= ~SlotFlags.Busy;
                _busy--;
                TakeAgain(slot);
                break;

            case DeadlineKind.Limit:
                flight.Kind = DeadlineKind.Grace;
                flight.Deadline = now + Ticks(Grace);
                flight.TimedOut = true;
                if (flight.Source is not null)
                    (after.Cancel ??= []).Add(flight.Source);

                var mayRetry = _goesUp && !_halted && flight.Definition is { } definition && flight.Attempts <= definition.Retries;
                if (!mayRetry)
                    ReportTooLong(slot, ref s, flight, ref after);
                break;

            default:
                GiveUp(slot, ref s, flight, ref after);
                break;
        }
    }

    private void ReportTooLong(int slot, ref Slot s, Flight flight, ref Aftermath after)
    {
        flight.Reported = true;
        foreach ((var unit, var hook, var phase) in UnderWay(slot))
        {
            LifecycleException error = _overtime
                ? Failure.OutOfTime(_plan.Worker, unit, hook, phase, _options.ShutdownTimeoutSeconds)
                : Failure.HookTooLong(_plan.Worker, unit, hook, phase, flight.LimitSeconds, flight.Attempts);
            error.Others = flight.Earlier?.ToArray() ?? [];
            ReportLate(slot, ref s, error, ref after);
        }
    }

    private void ReportLate(int slot, ref Slot s, LifecycleException error, ref Aftermath after)
    {
        (after.Failures ??= []).Add(error);
        if (_goesUp && !_halted)
        {
            Fail(slot, ref s, error);
            Halt(error);
        }
        else
        {
            if (_goesUp)
                Fail(slot, ref s, error);

            Break(ref s, error);
        }
    }

    /// <summary>The hook ignores its cancelled token: it is left to itself, and its unit goes on without it.</summary>
    private void GiveUp(int slot, ref Slot s, Flight flight, ref Aftermath after)
    {
        if (!flight.Reported)
            ReportTooLong(slot, ref s, flight, ref after);

        foreach ((var unit, var hook, var phase) in UnderWay(slot))
        {
            (after.Abandoned ??= []).Add(Failure.Place(unit, hook, phase));
            if (_observation is not null)
                _observation.EnterAbandoned(slot, hook, phase, flight.Attempts);
        }

        s.Turn++;
        s.Flight = null;
        s.Flags &= ~SlotFlags.Busy;
        _busy--;
        _progress++;
        if (_goesUp)
            return;

        if (!DropTasks(ref s))
            s.Step++;

        TakeAgain(slot);
    }

    /// <summary>What is being waited for.</summary>
    private List<HookPlace> UnderWay()
    {
        var all = new List<HookPlace>();
        for (var slot = 0; _active && slot < _slots.Length; slot++)
        {
            if ((_slots[slot].Flags & SlotFlags.Busy) != SlotFlags.None)
                all.AddRange(UnderWay(slot));
        }

        return all;
    }

    private List<HookPlace> UnderWay(int slot)
    {
        var all = new List<HookPlace>();
        ref var s = ref _slots[slot];
        var id = _plan.IdOf(slot);
        if (AwaitedTasks(ref s) is { } group)
        {
            for (var task = group.Live; task is not null; task = task.NextLive)
                all.Add(new HookPlace(id, NameOfTask(task), group.Phase));
        }
        else
        {
            var hook = HookAt(slot, _phase, s.Step);
            all.Add(new HookPlace(id, NameOf(slot, hook), Phase.Of(hook) == Phase.Lifespan ? Phase.Lifespan : _phase));
        }

        return all;
    }
}
