namespace Lifecycle.Core.Units;

/// <summary>The phases, in the order of <c>Lifecycle.Runtime.Hook</c>. The names are those of its constants; what follows from a phase is in <see cref="PhaseTable"/>.</summary>
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
