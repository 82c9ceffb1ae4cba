namespace Lifecycle.Engine.Threading;

/// <summary>
/// The end of something that several callers wait for, each with a task of its own, so that a long continuation of one holds up no other. Continuations
/// run from the work queue and never on the thread that completes it. An error that no caller waits for is no unobserved exception.
/// </summary>
internal sealed class Completion : IThreadPoolWorkItem
{
    private readonly List<TaskCompletionSource> _waiters = [];
    private Exception? _error;

    /// <summary>A task for one more waiter. Not after <see cref="Complete"/>.</summary>
    public Task AddWaiter()
    {
        var waiter = new TaskCompletionSource();
        _waiters.Add(waiter);
        return waiter.Task;
    }

    public void Complete(Exception? error, IWorkQueue queue)
    {
        _error = error;
        queue.EnqueueContinuation(this);
    }

    public void Execute()
    {
        foreach (var waiter in _waiters)
        {
            switch (_error)
            {
                case null:
                    waiter.SetResult();
                    break;
                case OperationCanceledException cancelled:
                    waiter.SetCanceled(cancelled.CancellationToken);
                    break;
                default:
                    waiter.SetException(_error);
                    _ = waiter.Task.Exception; // A waiter observes it by awaiting; one that left early owes nothing.
                    break;
            }
        }
    }
}
