namespace Lifecycle.Engine.Threading;

internal sealed class PoolQueue : IWorkQueue
{
    public static readonly PoolQueue Instance = new();

    private const int TicksOfCaller = 10;

    public void Enqueue(IThreadPoolWorkItem item) => EngineThreads.Enqueue(item);

    public void EnqueueContinuation(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);

    /// <summary>
    /// A thread of its own: the first work of a pool makes two, and the timer of <see cref="StallWatchdog"/> a third. The caller's thread, which has
    /// nothing else to do, watches the first moments, in which most programs have come up.
    /// </summary>
    public void Launch(IThreadPoolWorkItem item, StallWatched watched)
    {
        var ended = new ManualResetEventSlim();
        watched.TryReserveWatch();
        var thread = new Thread(() =>
        {
            item.Execute();
            ended.Set();
        })
        {
            IsBackground = true,
            Name = "Lifecycle.Gen",
        };
        thread.UnsafeStart();
        for (var tick = 0; tick < TicksOfCaller && !ended.Wait(StallWatchdog.Tick); tick++)
        {
            // Nothing may have begun yet. Where another thread has been sent, that thread reserves its own watch.
            if (!watched.CheckProgress() && !watched.TryReserveWatch())
                return;
        }

        if (watched.CheckProgress())
            StallWatchdog.Add(watched);
    }

    public void Watch(StallWatched watched) => StallWatchdog.Add(watched);
}
