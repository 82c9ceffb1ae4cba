namespace Lifecycle.Recipes;

/// <summary>Counts what is in flight, and lets nothing more begin once its end is waited for. One for each start.</summary>
public sealed class InFlight
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isClosed;

    public bool TryEnter()
    {
        lock (_lock)
        {
            _count += _isClosed ? 0 : 1;
            return !_isClosed;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_count == 0 && _isClosed)
                _empty.SetResult();
        }
    }

    public Task CloseAsync()
    {
        lock (_lock)
        {
            if (!_isClosed && _count == 0)
                _empty.SetResult();
            _isClosed = true;
            return _empty.Task;
        }
    }
}
