namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>A clock that stands still until a test moves it; timers fire on the thread that does.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset s_begin = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _now));

    /// <summary>Timers that are set and not disposed.</summary>
    public int LiveTimers
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => s_begin + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// A pause whose end and whose cancellation go on in the thread that causes them; those of <see cref="Task"/> go to the real pool. A negative
    /// time has no end.
    /// </summary>
    public async Task Pause(double seconds, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var end = new TaskCompletionSource();
        await using var registration = token.UnsafeRegister(_ => end.TrySetCanceled(token), null);
        await using var timer = seconds < 0 ? null : CreateTimer(_ => end.TrySetResult(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        await end.Task;
    }

    public void Advance(double seconds)
    {
        var end = _now + TimeSpan.FromSeconds(seconds).Ticks;
        while (AdvanceToNext(end))
        {
        }

        Volatile.Write(ref _now, end);
    }

    /// <summary>Moves to the next timer and fires it. False: there is none up to then.</summary>
    public bool AdvanceToNext(long until = long.MaxValue)
    {
        Timer? next;
        lock (_lock)
        {
            next = _timers.MinBy(timer => timer.Due);
            if (next is null || next.Due > until)
                return false;

            Volatile.Write(ref _now, Math.Max(_now, next.Due));
            if (!next.Repeats())
                _timers.Remove(next);
        }

        next.Fire();
        return true;
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public long Due { get; private set; }

        public void Fire() => callback(state);

        /// <summary>It is due once more, a period later.</summary>
        public bool Repeats()
        {
            Due += _period.Ticks;
            return _period != Timeout.InfiniteTimeSpan;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = time._now + dueTime.Ticks;
                time._timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
