namespace Lifecycle.Engine.Units;

/// <summary>What is known about one unit; one element of an array, in the order of the plan.</summary>
internal struct UnitSlot
{
    /// <summary>The hook counts of the unit.</summary>
    public ulong Hooks;

    /// <summary>Why the unit failed.</summary>
    public Exception? Reason;

    /// <summary>When <see cref="State"/> last changed, see <see cref="Foundation.ChangeClock"/>.</summary>
    public long Changed;

    /// <summary>How long it was last <see cref="UnitState.Starting"/>.</summary>
    public long StartTook;

    /// <summary>How long it was last <see cref="UnitState.Stopping"/>.</summary>
    public long StopTook;

    public UnitState State;

    public UnitFlags Flags;

    public readonly bool Is(UnitFlags flag) => (Flags & flag) != UnitFlags.None;
}

/// <summary>How far a unit has come; decides which phases it gets on the way down.</summary>
[Flags]
internal enum UnitFlags : byte
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

    /// <summary>Takes part in an operation that is not about all units.</summary>
    Selected = 16,

    /// <summary>The custom phases around OnInit are done, too.</summary>
    Settled = 32,

    /// <summary>It went through PostShutdown or OnExit, the later of the two: it gets the custom phases after it.</summary>
    Left = 64,
}
