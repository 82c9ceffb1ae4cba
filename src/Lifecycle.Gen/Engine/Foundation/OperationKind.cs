namespace Lifecycle.Engine.Foundation;

internal enum OperationKind : byte
{
    Start,
    Stop,
    Reload,

    /// <summary>OnExit and disposal.</summary>
    End,

    /// <summary>One unit and what it needs.</summary>
    StartUnits,

    /// <summary>One unit and what depends on it.</summary>
    StopUnits,

    /// <summary>One unit and what depends on it: down, and up again on the same instances.</summary>
    RestartUnits,

    /// <summary>A custom phase of the units that are up, on request.</summary>
    RunPhase,
}
