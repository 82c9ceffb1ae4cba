namespace Lifecycle.Engine.Threading;

/// <summary>Runs work that must not hold up the thread that asks for it: threads of the engines' own, or in tests a queue that the test drives.</summary>
internal interface IWorkQueue
{
    void Enqueue(IThreadPoolWorkItem item);

    /// <summary>Runs continuations of callers, which are the user's code and belong to the thread pool.</summary>
    void EnqueueContinuation(IThreadPoolWorkItem item);

    /// <summary>Runs the first work of a program, and watches it while it lasts.</summary>
    void Launch(IThreadPoolWorkItem item, StallWatched watched);

    /// <summary>Watches a driver from now on, because a hook may block the thread that drives.</summary>
    void Watch(StallWatched watched);
}
