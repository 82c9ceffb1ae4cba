namespace Lifecycle.Engine;

/// <summary>
/// Something that callers wait for, each with a task of its own, so that one who goes on at length holds up no other. Their continuations run from
/// the work queue and never on the thread that completes it. An error for which nobody waits is no unobserved one.
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
        queue.Enqueue(this);
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
                    _ = waiter.Task.Exception; // A waiter observes it by awaiting; one who left early owes nothing.
                    break;
            }
        }
    }
}
