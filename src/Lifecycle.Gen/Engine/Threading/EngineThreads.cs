namespace Lifecycle.Engine.Threading;

/// <summary>
/// Threads of the engines' own, for work that the thread pool must not hold up and that may hold up the pool: operations, drivers that take over, and the
/// first part of background and run hooks, which may block for good. One thread suffices for work that does not block; where no item was begun for a tick,
/// there are twice as many as were blocked. Threads end when they have been idle for a while.
/// </summary>
internal static class EngineThreads
{
    private static readonly object s_lock = new();
    private static readonly object s_guard = new();
    private static readonly Queue<IThreadPoolWorkItem> s_items = [];
    private static int s_threads;
    private static int s_idle;
    private static bool s_isGuarded;

    /// <summary>How long items may wait, with all threads busy, before there are more threads.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan s_idleLimit = TimeSpan.FromSeconds(2);

    public static void Enqueue(IThreadPoolWorkItem item)
    {
        lock (s_lock)
        {
            s_items.Enqueue(item);
            if (s_idle >= s_items.Count) // A thread that was woken and has not run yet counts as idle.
                Monitor.Pulse(s_lock);
            else if (s_threads == 0)
                AddThread();
            else if (!s_isGuarded)
                AddGuard();
        }
    }

    private static void AddThread()
    {
        s_threads++;
        Start(static () => Work());
    }

    /// <summary>All threads are busy, perhaps for good: one more sees to it that the items are begun.</summary>
    private static void AddGuard()
    {
        s_isGuarded = true;
        Start(static () => Guard());
    }

    private static void Start(ThreadStart body) => new Thread(body) { IsBackground = true, Name = "Lifecycle.Gen" }.UnsafeStart();

    private static void Work()
    {
        while (true)
        {
            IThreadPoolWorkItem? item;
            lock (s_lock)
            {
                if (!s_items.TryDequeue(out item))
                {
                    s_idle++;
                    Monitor.Wait(s_lock, s_idleLimit);
                    s_idle--;
                    if (!s_items.TryDequeue(out item))
                    {
                        s_threads--;
                        return;
                    }
                }
            }

            item.Execute();
        }
    }

    private static void Guard()
    {
        IThreadPoolWorkItem? first = null;
        for (var more = 1; ; WaitForTick())
        {
            lock (s_lock)
            {
                if (s_items.Count == 0)
                {
                    s_isGuarded = false;
                    return;
                }

                if (ReferenceEquals(s_items.Peek(), first))
                {
                    for (var i = 0; i < more && i < s_items.Count; i++)
                        AddThread();

                    more *= 2;
                }

                first = s_items.Peek();
            }
        }
    }

    /// <summary>Not with the lock of the items: what wakes a thread for an item must not wake the guard instead.</summary>
    private static void WaitForTick()
    {
        lock (s_guard)
            Monitor.Wait(s_guard, s_tick);
    }
}
