namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>The clock of one process: it runs a little too fast or too slowly. While the process is paused nothing happens in it, and time goes on.</summary>
internal sealed class ProcessTime(VirtualTime world, double rate) : TimeProvider
{
    private readonly Queue<Action> _held = new();

    public bool IsPaused { get; private set; }

    public bool IsDead { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(world.Now * rate);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Something reaches the process: now, when it goes on, or never.</summary>
    public void Deliver(Action action)
    {
        if (IsDead)
            return;

        if (IsPaused)
            _held.Enqueue(action);
        else
            action();
    }

    public void Kill() => IsDead = true;

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        while (!IsPaused && _held.TryDequeue(out var action))
            Deliver(action);
    }

    private sealed class Timer(ProcessTime time, Action callback) : ITimer
    {
        private int _generation;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var generation = ++_generation;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;

            // A tick more than the process asks for, as real timers never come early.
            time.Arm((long)Math.Ceiling(dueTime.Ticks / time.Rate) + 1, () =>
            {
                if (generation == _generation)
                    callback();
            });
            return true;
        }

        public void Dispose() => _generation++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private double Rate => rate;

    private void Arm(long ticks, Action action) => world.At(world.Now + ticks, () => Deliver(action));
}
