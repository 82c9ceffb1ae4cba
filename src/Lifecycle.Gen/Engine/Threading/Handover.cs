namespace Lifecycle.Engine.Threading;

/// <summary>
/// What follows on a call of a logger or an observer, which are code of the program and may block for good: then another thread does it. Whichever of the two
/// threads takes it does it, once.
/// </summary>
internal sealed class Handover(IWorkQueue queue, Action next) : StallWatched, IThreadPoolWorkItem
{
    /// <summary>After so many looks without a return the call is blocked: half a second, as one that is only slow keeps the order of its messages.</summary>
    private const int MostLooks = 250;

    private int _isTaken;
    private int _looks;

    /// <summary>The call has returned. False: another thread has gone on.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    public override bool TryReserveWatch() => true;

    public override bool CheckProgress()
    {
        if (Volatile.Read(ref _isTaken) != 0)
            return false;

        if (++_looks < MostLooks)
            return true;

        if (TryTake())
            queue.Enqueue(this);

        return false;
    }

    public void Execute() => next();
}
