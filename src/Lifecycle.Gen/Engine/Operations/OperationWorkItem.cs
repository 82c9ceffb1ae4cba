namespace Lifecycle.Engine.Operations;

/// <summary>
/// An operation that no caller's thread does. The thread that does it goes on with the operations that follow, and at its very end, where nothing of the
/// user's is on its stack, with one thing more, for which another thread would have to be woken or made.
/// </summary>
internal sealed class OperationWorkItem(OperationRunner runner, Operation operation) : IThreadPoolWorkItem
{
    private int _thread;
    private IThreadPoolWorkItem? _last;

    public void Execute()
    {
        _thread = Environment.CurrentManagedThreadId;
        runner.RunInContext(() => runner.Run(operation));
        _thread = 0;
        _last?.Execute();
    }

    /// <summary>Leaves something to the thread that does the operation. False: the caller is on another one.</summary>
    public bool TryLeave(IThreadPoolWorkItem item)
    {
        if (_thread != Environment.CurrentManagedThreadId || _last is not null)
            return false;

        _last = item;
        return true;
    }
}
