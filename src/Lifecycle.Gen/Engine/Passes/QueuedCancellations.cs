using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// The tokens that a driver is to cancel. Their callbacks are the user's code, which may block, so they are called while a pass is under way, where another
/// thread can take over, and before a unit is taken. A pass waits for callbacks as it waits for hooks.
/// </summary>
internal sealed class QueuedCancellations(UnitTable units)
{
    private readonly Queue<CancellationTokenSource> _queued = [];
    private int _generation;
    private int _underWay;

    /// <summary>Whether callbacks are being called, or are to be.</summary>
    public bool IsAnyUnderWay => _underWay > 0 || _queued.Count > 0;

    /// <summary>Whether callbacks are being called.</summary>
    public bool IsCalling => _underWay > 0;

    public void EnqueueLocked(CancellationTokenSource source)
    {
        units.Scope.AssertLocked();
        _queued.Enqueue(source);
    }

    /// <summary>Takes the next source to cancel, if there is one; then the caller calls <see cref="Cancel"/>.</summary>
    public CancellationTokenSource? TakeLocked(out int generation)
    {
        generation = _generation;
        if (!_queued.TryDequeue(out var source))
            return null;

        _underWay++;
        return source;
    }

    /// <summary>Cancels a source that was taken.</summary>
    public void Cancel(CancellationTokenSource source, int generation, CallerThread? caller)
    {
        TokenCancellation.Cancel(units, source, caller);
        lock (units.Scope.Gate)
        {
            if (generation == _generation)
                _underWay--;
        }
    }

    /// <summary>The callbacks that have not returned are abandoned: nothing waits for them any more.</summary>
    /// <returns>Whether there were any.</returns>
    public bool AbandonLocked()
    {
        if (_underWay == 0)
            return false;

        _underWay = 0;
        _generation++;
        return true;
    }
}
