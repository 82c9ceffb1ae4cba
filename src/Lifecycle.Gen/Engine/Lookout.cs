namespace Lifecycle.Engine;

/// <summary>
/// Has an eye on the engines that drive, whose thread a hook may block: one that makes no progress from one tick to the next gets a second thread.
/// One timer for the process, which ticks only while there is something to watch, because a pool thread for every start and stop was up to
/// half of what they took.
/// </summary>
internal static class Lookout
{
    private const int TicksUntilIdle = 100;

#if NET9_0_OR_GREATER
    private static readonly Lock s_lock = new();
#else
    private static readonly object s_lock = new();
#endif

    /// <summary>How long a thread may make no progress before another one is sent.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private static WorkerEngine? s_first;
    private static ITimer? s_timer;
    private static bool s_ticking;
    private static int s_idleTicks;

    /// <summary>Watches an engine until its <see cref="WorkerEngine.LookAgain"/> says that it is no longer worth it.</summary>
    public static void Add(WorkerEngine engine)
    {
        lock (s_lock)
        {
            engine.NextWatched = s_first;
            s_first = engine;
            s_idleTicks = 0;
            if (s_ticking)
                return;

            s_ticking = true;
            s_timer ??= CreateTimer();
            s_timer.Change(Tick, Tick);
        }
    }

    /// <summary>It outlives whoever needs it first, so it must not keep that one's execution context.</summary>
    private static ITimer CreateTimer()
    {
        var flows = !ExecutionContext.IsFlowSuppressed();
        if (flows)
            ExecutionContext.SuppressFlow();

        var timer = TimeProvider.System.CreateTimer(static _ => LookAtAll(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (flows)
            ExecutionContext.RestoreFlow();

        return timer;
    }

    private static void LookAtAll()
    {
        WorkerEngine? watched;
        lock (s_lock)
        {
            watched = s_first;
            s_first = null;
        }

        while (watched is { } engine)
        {
            watched = engine.NextWatched;
            engine.NextWatched = null;
            if (engine.LookAgain())
                Add(engine);
        }

        lock (s_lock)
        {
            if (s_first is not null || ++s_idleTicks < TicksUntilIdle)
                return;

            s_ticking = false;
            s_timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
