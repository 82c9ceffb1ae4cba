namespace Lifecycle.Engine;

/// <summary>What the engine knows about one unit; one place in an array, in the order of the plan.</summary>
internal struct Slot
{
    /// <summary>The hook counts of the unit.</summary>
    public ulong Hooks;

    /// <summary>What is needed beyond a plain call that returns at once: made for a hook with options or one that became asynchronous.</summary>
    public Flight? Flight;

    /// <summary>The running background hooks.</summary>
    public TaskGroup? Background;

    /// <summary>The running run hooks.</summary>
    public TaskGroup? Run;

    /// <summary>Why the unit failed.</summary>
    public Exception? Reason;

    /// <summary>When <see cref="State"/> last changed, see <see cref="ChangeClock"/>.</summary>
    public long Changed;

    /// <summary>How long it was last <see cref="UnitState.Starting"/>.</summary>
    public long StartTook;

    /// <summary>How long it was last <see cref="UnitState.Stopping"/>.</summary>
    public long StopTook;

    /// <summary>How many units it still waits for in the current pass.</summary>
    public int Pending;

    /// <summary>
    /// The number of the current visit. Whoever comes back from a hook with another number was given up meanwhile and may touch nothing.
    /// </summary>
    public int Turn;

    public UnitState State;

    /// <summary>The hook of the phase that runs or is next.</summary>
    public ushort Step;

    public SlotFlags Flags;
}

/// <summary>How far a unit has come; decides which phases it gets on the way down.</summary>
[Flags]
internal enum SlotFlags : ushort
{
    None = 0,

    /// <summary>Its OnInit hooks are done: it gets OnExit.</summary>
    Initialised = 1,

    /// <summary>Its PreStartup hooks are done: it gets PostShutdown.</summary>
    Prepared = 2,

    /// <summary>Its OnStartup hooks are done: it gets OnShutdown.</summary>
    Up = 4,

    /// <summary>Its OnReady hooks are done: it gets OnDrain.</summary>
    Ready = 8,

    /// <summary>A driver has taken it and has not settled it.</summary>
    Busy = 16,

    /// <summary>Something failed in the current pass.</summary>
    Broken = 32,

    /// <summary>Takes part in an operation that is not about all units.</summary>
    Selected = 64,

    /// <summary>The first half of a lifespan is done: it gets the second.</summary>
    Alive = 128,

    /// <summary>The custom phases around OnInit are done, too.</summary>
    Settled = 256,

    /// <summary>It went through PostShutdown or OnExit, whichever came last: it gets the custom phases after it.</summary>
    Left = 512,
}

/// <summary>One driver's work on one unit within a pass.</summary>
internal struct Visit
{
    public int Slot;
    public int Turn;
    public int Step;
    public int Phase;
    public bool Forward;
    public CancellationToken Token;
    public VisitResult Result;
    public LifecycleException? Error;
    public Flight? Flight;

    /// <summary>The number of the hook that runs or ran last.</summary>
    public int Hook;

    public static Visit None => new() { Slot = -1 };

    /// <summary>The phase that the hook belongs to; the pass may be another one, as with lifespans.</summary>
    public readonly int HookPhase => Engine.Phase.Of(Hook) == Engine.Phase.Lifespan ? Engine.Phase.Lifespan : Phase;
}

internal enum VisitResult : byte
{
    /// <summary>Every hook of the phase has run.</summary>
    Done,

    /// <summary>A hook on the way up failed.</summary>
    Failed,

    /// <summary>The way up was cancelled before the unit was through.</summary>
    Cancelled,

    /// <summary>The unit is still at it, on no thread of ours; or it was given up meanwhile. Nothing to settle.</summary>
    Departed,
}
