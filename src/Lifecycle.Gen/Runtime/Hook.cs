using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// Numbers the hooks of a unit for generated code: the phase's number plus the place of the hook in its phase,
/// so that <c>Hook.OnStartup + 1</c> is the second startup hook.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Hook
{
    /// <summary>No hook: the unit tells with <see cref="HookCall.Describe"/> which hooks it has.</summary>
    public const int Describe = -1;

    /// <summary>The number of the first <see cref="OnInitAttribute"/> hook.</summary>
    public const int OnInit = 0 << PhaseShift;

    /// <summary>The number of the first <see cref="PreStartupAttribute"/> hook.</summary>
    public const int PreStartup = 1 << PhaseShift;

    /// <summary>The number of the first <see cref="OnStartupAttribute"/> hook.</summary>
    public const int OnStartup = 2 << PhaseShift;

    /// <summary>The number of the first <see cref="BackgroundAttribute"/> hook.</summary>
    public const int Background = 3 << PhaseShift;

    /// <summary>The number of the first <see cref="OnReadyAttribute"/> hook.</summary>
    public const int OnReady = 4 << PhaseShift;

    /// <summary>The number of the first <see cref="RunAttribute"/> hook.</summary>
    public const int Run = 5 << PhaseShift;

    /// <summary>The number of the first <see cref="OnDrainAttribute"/> hook.</summary>
    public const int OnDrain = 6 << PhaseShift;

    /// <summary>The number of the first <see cref="OnShutdownAttribute"/> hook.</summary>
    public const int OnShutdown = 7 << PhaseShift;

    /// <summary>The number of the first <see cref="PostShutdownAttribute"/> hook.</summary>
    public const int PostShutdown = 8 << PhaseShift;

    /// <summary>The number of the first <see cref="OnExitAttribute"/> hook.</summary>
    public const int OnExit = 9 << PhaseShift;

    /// <summary>The number of the first <see cref="LifespanAttribute"/> hook: it is called for its first half; the engine keeps what leads to the second.</summary>
    public const int Lifespan = 10 << PhaseShift;

    /// <summary>The number of the first <see cref="HealthCheckAttribute"/> hook; one that gives a <see langword="bool"/> gives it as the result of its task.</summary>
    public const int HealthCheck = 11 << PhaseShift;

    /// <summary>The number of the first hook of the unit's first custom phase; each further phase of the unit is <c>1 &lt;&lt; 8</c> on.</summary>
    public const int Custom = 16 << PhaseShift;

    internal const int PhaseShift = 8;
}
