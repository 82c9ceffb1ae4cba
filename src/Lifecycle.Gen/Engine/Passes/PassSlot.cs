namespace Lifecycle.Engine.Passes;

/// <summary>Where one unit stands in the current pass; one element of an array, in the order of the plan.</summary>
internal struct PassSlot
{
    /// <summary>What is needed beyond a plain call that returns at once: made for a hook with options or one that became asynchronous.</summary>
    public PendingHook? Pending;

    /// <summary>How many units it still waits for in the current pass.</summary>
    public int Waits;

    /// <summary>Generation of the current visit. A hook that completes with an older generation was abandoned and must not change the slot.</summary>
    public int Generation;

    /// <summary>The hook of the phase that runs or is next.</summary>
    public ushort Step;

    public PassFlags Flags;

    public readonly bool Is(PassFlags flag) => (Flags & flag) != PassFlags.None;
}

[Flags]
internal enum PassFlags : byte
{
    None = 0,

    /// <summary>A driver has taken it and has not settled it.</summary>
    Busy = 1,

    /// <summary>Something failed in the current pass.</summary>
    Failed = 2,

    /// <summary>The first half of a lifespan is done: it gets the second.</summary>
    HasLifespan = 4,

    /// <summary>The tokens of its tasks are being cancelled, and no hook of the phase was called yet.</summary>
    CancelsTasks = 8,
}
