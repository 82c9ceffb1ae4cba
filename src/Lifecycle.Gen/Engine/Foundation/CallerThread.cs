namespace Lifecycle.Engine.Foundation;

/// <summary>
/// The thread of a caller that does its operation itself. A hook that blocks it and is abandoned would hold the caller for good, although the operation
/// ends without it: its wait is interrupted instead. Only a hook that blocks in native code or in an endless loop cannot be interrupted.
/// </summary>
internal sealed class CallerThread(EngineScope scope)
{
    /// <summary>Stands for the callbacks on tokens, which belong to no unit.</summary>
    public const int Callbacks = -1;

    /// <summary>Stands for the construction of the units.</summary>
    public const int Construction = -2;

    /// <summary>The next one of <see cref="CallerThreads"/>.</summary>
    public CallerThread? Next;

    private Thread? _thread;
    private int _slot;
    private volatile bool _isInUserCode;
    private volatile bool _isInterrupted;

    public bool IsCurrent => ReferenceEquals(Volatile.Read(ref _thread), Thread.CurrentThread);

    /// <summary>The thread was interrupted: it is to return to its caller, and others drive.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>The current thread does an operation. False: an earlier one still has not come back from it.</summary>
    public bool TryBegin()
    {
        if (Interlocked.CompareExchange(ref _thread, Thread.CurrentThread, comparand: null) is not null)
            return false;

        IsReleased = false;
        return true;
    }

    public void End() => Volatile.Write(ref _thread, null);

    /// <summary>The thread is about to call code of the user, on behalf of one unit.</summary>
    public void Enter(int slot)
    {
        _slot = slot;
        _isInUserCode = true;
    }

    /// <summary>The thread has come back from it.</summary>
    /// <returns>Whether it was interrupted, so that what was thrown means nothing.</returns>
    public bool Leave()
    {
        _isInUserCode = false;
        return _isInterrupted && Absorb();
    }

    /// <summary>What the thread does for a unit was abandoned: if it is still in the user's code, its wait there ends.</summary>
    public void InterruptLocked(int slot)
    {
        scope.AssertLocked();
        if (_isInterrupted)
            return; // It has not come back since.

        _isInterrupted = true;
        Interlocked.MemoryBarrierProcessWide(); // In place of a barrier in Leave, for which every hook would pay.
        if (_isInUserCode && _slot == slot && Volatile.Read(ref _thread) is { } thread)
            thread.Interrupt();
        else
            _isInterrupted = false;
    }

    /// <summary>Lets an interruption that has met no wait have its effect here, so that it meets no later one.</summary>
    private bool Absorb()
    {
        bool isInterrupted;
        while (true)
        {
            try
            {
                lock (scope.Gate)
                    isInterrupted = _isInterrupted; // By now it is decided.

                if (isInterrupted)
                {
                    lock (this)
                        Monitor.Wait(this, 1);
                }

                break;
            }
            catch (ThreadInterruptedException)
            {
                // Absorbed.
            }
        }

        _isInterrupted = false;
        IsReleased |= isInterrupted;
        return isInterrupted;
    }
}
