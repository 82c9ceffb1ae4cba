namespace Lifecycle.Engine;

/// <summary>Where work goes that must not hold up the thread that asks for it: the thread pool; tests have their own, which they drive.</summary>
internal interface IWorkQueue
{
    void Enqueue(IThreadPoolWorkItem item);

    /// <summary>Sends the first errand of a program on its way.</summary>
    void Launch(Errand errand, WorkerEngine engine);

    /// <summary>Has an eye on an engine: a hook may block the thread that drives it.</summary>
    void Watch(WorkerEngine engine);
}

internal sealed class PoolQueue : IWorkQueue
{
    public static readonly PoolQueue Instance = new();

    private const int TicksOfCaller = 10;

    public void Enqueue(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);

    /// <summary>
    /// A thread of its own: the first work of a pool makes two, and the timer of <see cref="Lookout"/> a third. The caller's thread, which has nothing else
    /// to do, watches the first moments, in which most programs have come up.
    /// </summary>
    public void Launch(Errand errand, WorkerEngine engine)
    {
        var ended = new ManualResetEventSlim();
        engine.ReserveWatch();
        var thread = new Thread(() =>
        {
            errand.Execute();
            ended.Set();
        })
        {
            IsBackground = true,
            Name = "Lifecycle.Gen",
        };
        thread.UnsafeStart();
        for (var tick = 0; tick < TicksOfCaller && !ended.Wait(Lookout.Tick); tick++)
        {
            // Nothing may have begun yet. Where another thread is on its way, it sees to its own watch.
            if (!engine.LookAgain() && !engine.ReserveWatch())
                return;
        }

        if (engine.LookAgain())
            Lookout.Add(engine);
    }

    public void Watch(WorkerEngine engine) => Lookout.Add(engine);
}
