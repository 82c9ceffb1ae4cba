namespace Lifecycle.Engine;

/// <summary>Where work goes that must not hold up the thread that asks for it: the thread pool; tests have their own, which they drive.</summary>
internal interface IWorkQueue
{
    void Enqueue(IThreadPoolWorkItem item);

    /// <summary>Has an eye on an engine: a hook may block the thread that drives it.</summary>
    void Watch(WorkerEngine engine);
}

internal sealed class PoolQueue : IWorkQueue
{
    public static readonly PoolQueue Instance = new();

    public void Enqueue(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);

    public void Watch(WorkerEngine engine) => Lookout.Add(engine);
}
