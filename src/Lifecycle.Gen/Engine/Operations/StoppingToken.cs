using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// The token of <see cref="IWorkerContext.Stopping"/>: made when it is first read, cancelled when the worker begins to stop, and another one in the next
/// cycle.
/// </summary>
internal struct StoppingToken(EngineScope scope)
{
    private CancellationTokenSource? _source;
    private bool _isStopping;

    public CancellationToken Token
    {
        get
        {
            lock (scope.Gate)
            {
                if (_source is null)
                {
                    _source = new CancellationTokenSource();
                    if (_isStopping)
                        _source.Cancel(); // It has no callbacks yet.
                }

                return _source.Token;
            }
        }
    }

    /// <summary>A cycle begins.</summary>
    public void RenewLocked()
    {
        _isStopping = false;
        if (_source is { IsCancellationRequested: true })
            _source = null;
    }

    /// <summary>The cycle is on its way down.</summary>
    /// <returns>What to cancel outside of the lock.</returns>
    public CancellationTokenSource? StopLocked()
    {
        _isStopping = true;
        return _source;
    }
}
