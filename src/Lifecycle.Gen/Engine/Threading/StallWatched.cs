namespace Lifecycle.Engine.Threading;

/// <summary>What <see cref="StallWatchdog"/> watches: a driver whose thread a hook may block.</summary>
internal abstract class StallWatched
{
    /// <summary>The next one in the list of <see cref="StallWatchdog"/>.</summary>
    public StallWatched? NextWatched;

    /// <summary>Reserves the watch for the caller. False: it is reserved already, or another thread is about to take over.</summary>
    public abstract bool TryReserveWatch();

    /// <summary>
    /// Looks whether there was progress since the last look. False: the watch has ended, because nothing is under way any more or because the
    /// thread that drives is blocked and another one has been sent.
    /// </summary>
    public abstract bool CheckProgress();
}
