namespace Lifecycle.Engine.Foundation;

/// <summary>The threads of callers that do operations themselves: one, unless what blocks an earlier one cannot be interrupted.</summary>
internal struct CallerThreads
{
    private CallerThread? _first;

    /// <summary>The current thread, where it is that of a caller.</summary>
    public readonly CallerThread? Current
    {
        get
        {
            var caller = _first;
            while (caller is { IsCurrent: false })
                caller = caller.Next;

            return caller;
        }
    }

    /// <summary>The current thread begins an operation.</summary>
    public CallerThread Begin(EngineScope scope)
    {
        for (var idle = _first; idle is not null; idle = idle.Next)
        {
            if (idle.TryBegin())
                return idle;
        }

        var caller = new CallerThread(scope);
        _ = caller.TryBegin();
        lock (scope.Gate)
        {
            caller.Next = _first;
            _first = caller;
        }

        return caller;
    }

    /// <summary>What a thread does for a unit was abandoned.</summary>
    public readonly void InterruptLocked(int slot)
    {
        for (var caller = _first; caller is not null; caller = caller.Next)
            caller.InterruptLocked(slot);
    }
}
