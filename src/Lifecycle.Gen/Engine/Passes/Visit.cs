using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Passes;

/// <summary>One driver's work on one unit within a pass.</summary>
internal struct Visit
{
    public int Slot;
    public int Generation;
    public int Step;
    public int PhaseNumber;
    public bool OnWayUp;
    public CancellationToken Token;
    public VisitResult Result;
    public LifecycleException? Error;
    public PendingHook? Pending;

    /// <summary>The driver, where it is the thread of a caller.</summary>
    public CallerThread? Caller;

    /// <summary>The number of the hook that runs or ran last.</summary>
    public int Hook;

    public static Visit None => new() { Slot = -1 };

    /// <summary>The phase that the hook belongs to; the pass may be another one, as with lifespans.</summary>
    public readonly int HookPhase => Phase.Of(Hook) == Phase.Lifespan ? Phase.Lifespan : PhaseNumber;

    /// <summary>The attempt that the hook is at; 1 where it has no options.</summary>
    public readonly int Attempt => Math.Max(Pending?.Attempts ?? 1, 1);
}

internal enum VisitResult : byte
{
    /// <summary>Every hook of the phase has run.</summary>
    Done,

    /// <summary>A hook on the way up failed.</summary>
    Failed,

    /// <summary>The way up was cancelled before the unit was through.</summary>
    Cancelled,

    /// <summary>The unit still works, on no thread of the engine's, or it was abandoned meanwhile. There is nothing to settle.</summary>
    Suspended,
}
