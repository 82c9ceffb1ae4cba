using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Tasks;

/// <summary>
/// Which background and run hooks are about to begin, or have not reached their first wait: a test that moves a clock before that moves it for nothing.
/// </summary>
internal sealed class FirstParts(EngineScope scope)
{
    private int _pending;
    private TaskCompletionSource? _none;

    /// <summary>A hook is made and will begin. Under the lock that makes it, so that what ends an operation cannot come first.</summary>
    public void AddLocked(SupervisedTask task)
    {
        scope.AssertLocked();
        task.IsBeginning = 1;
        Interlocked.Increment(ref _pending);
    }

    /// <summary>A hook has returned its task, or has ended; nothing where it was not counted, or more than once.</summary>
    public void Remove(SupervisedTask task)
    {
        if (Interlocked.Exchange(ref task.IsBeginning, 0) == 0 || Interlocked.Decrement(ref _pending) > 0 || Volatile.Read(ref _none) is null)
            return;

        lock (scope.Gate)
        {
            if (Volatile.Read(ref _pending) > 0)
                return;

            _none?.SetResult();
            _none = null;
        }
    }

    /// <summary>Completes when there is none.</summary>
    public Task WhenNoneAsync(CancellationToken cancellationToken)
    {
        lock (scope.Gate)
        {
            var none = _none ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _none, none); // Seen by a hook that is counted as the last one from here on.
            if (Volatile.Read(ref _pending) > 0)
                return none.Task.WaitAsync(cancellationToken);

            none.SetResult(); // The hook that was the last one has not come to it yet.
            _none = null;
        }

        return Task.CompletedTask;
    }
}
