namespace Lifecycle.Engine.Threading;

/// <summary>
/// Watches the drivers of all engines, whose threads a hook may block: one that makes no progress from one tick to the next gets a second thread.
/// One timer for the process, which ticks only while there is something to watch, because a pool thread for every start and stop was up to
/// half of what they took.
/// </summary>
internal static class StallWatchdog
{
    private const int TicksUntilIdle = 100;

#if NET9_0_OR_GREATER
    private static readonly Lock s_lock = new();
#else
    private static readonly object s_lock = new();
#endif

    /// <summary>How long a thread may make no progress before another one is sent.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private static StallWatched? s_first;
    private static ITimer? s_timer;
    private static bool s_ticking;
    private static int s_idleTicks;

    /// <summary>Watches a driver until its <see cref="StallWatched.CheckProgress"/> ends the watch.</summary>
    public static void Add(StallWatched watched)
    {
        lock (s_lock)
        {
            watched.NextWatched = s_first;
            s_first = watched;
            s_idleTicks = 0;
            if (s_ticking)
                return;

            s_ticking = true;
            s_timer ??= CreateTimer();
            s_timer.Change(Tick, Tick);
        }
    }

    /// <summary>The timer outlives the worker that needs it first, so it must not keep the execution context of that worker's caller.</summary>
    private static ITimer CreateTimer()
    {
        var flows = !ExecutionContext.IsFlowSuppressed();
        if (flows)
            ExecutionContext.SuppressFlow();

        var timer = TimeProvider.System.CreateTimer(static _ => CheckAll(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (flows)
            ExecutionContext.RestoreFlow();

        return timer;
    }

    private static void CheckAll()
    {
        StallWatched? next;
        lock (s_lock)
        {
            next = s_first;
            s_first = null;
        }

        while (next is { } watched)
        {
            next = watched.NextWatched;
            watched.NextWatched = null;
            if (watched.CheckProgress())
                Add(watched);
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
