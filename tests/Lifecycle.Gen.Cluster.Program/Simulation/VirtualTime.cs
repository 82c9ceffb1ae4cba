namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>The real time of a simulated world: a queue of what happens when, done in that order on one thread.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (long At, long Number)> _queue = new();
    private long _number;

    /// <summary>In ticks of 100 ns.</summary>
    public long Now { get; private set; }

    public void At(long time, Action action) => _queue.Enqueue(action, (Math.Max(time, Now), _number++));

    public void In(double seconds, Action action) => At(Now + (long)(seconds * TimeSpan.TicksPerSecond), action);

    /// <summary>Does all that happens up to a time.</summary>
    public void RunUntil(long end)
    {
        while (_queue.TryPeek(out _, out var next) && next.At <= end)
        {
            Now = next.At;
            _queue.Dequeue()();
        }

        Now = end;
    }
}
