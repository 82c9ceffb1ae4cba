namespace Lifecycle.Core.Units;

/// <summary>The phases, in the order of <c>Lifecycle.Runtime.Hook</c>. The names are those of its constants.</summary>
public enum Phase
{
    OnInit,
    PreStartup,
    OnStartup,
    Background,
    OnReady,
    Run,
    OnDrain,
    OnShutdown,
    PostShutdown,
    OnExit,
    Lifespan,
    HealthCheck,

    /// <summary>The first phase that users declare: each further one of a unit is one more.</summary>
    Custom = 16,
}

/// <summary>What follows from a phase alone.</summary>
public static class PhaseFacts
{
    /// <summary>Hooks of a base class run first on the way up and last on the way down. A lifespan begins on the way up, and ends in reverse.</summary>
    public static bool IsOnTheWayDown(this Phase phase) => phase is >= Phase.OnDrain and <= Phase.OnExit;
}
