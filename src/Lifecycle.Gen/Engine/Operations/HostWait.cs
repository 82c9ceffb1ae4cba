namespace Lifecycle.Engine.Operations;

/// <summary>A stop waits for its host. Where the host has nothing to wait for, the thread that asked it goes on; else another one does.</summary>
/// <param name="goOn">Goes on with the stop, on another thread.</param>
internal sealed class HostWait(Action goOn)
{
    private int _isSecond;

    /// <summary>The host calls it when the units may go down.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _isSecond, 1) != 0)
            goOn();
    }

    /// <summary>The host has been asked.</summary>
    /// <returns>Whether the calling thread goes on: the host needs no time.</returns>
    public bool Leave() => Interlocked.Exchange(ref _isSecond, 1) != 0;
}
