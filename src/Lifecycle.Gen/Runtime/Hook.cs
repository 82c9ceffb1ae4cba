using System.ComponentModel;
using Lifecycle.Runtime.Contract;

namespace Lifecycle.Runtime;

/// <summary>
/// The numbers of hooks in generated code: the phase's number plus the index of the hook in its phase,
/// so that <c>Hook.OnStartup + 1</c> is the second startup hook.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Hook
{
    /// <summary>Not a hook: the unit replies with <see cref="HookCall.Describe"/>.</summary>
    public const int Describe = -1;

    /// <summary>The number of the first <see cref="OnInitAttribute"/> hook.</summary>
    public const int OnInit = (int)Phase.OnInit << PhaseShift;

    /// <summary>The number of the first <see cref="PreStartupAttribute"/> hook.</summary>
    public const int PreStartup = (int)Phase.PreStartup << PhaseShift;

    /// <summary>The number of the first <see cref="OnStartupAttribute"/> hook.</summary>
    public const int OnStartup = (int)Phase.OnStartup << PhaseShift;

    /// <summary>The number of the first <see cref="BackgroundAttribute"/> hook.</summary>
    public const int Background = (int)Phase.Background << PhaseShift;

    /// <summary>The number of the first <see cref="OnReadyAttribute"/> hook.</summary>
    public const int OnReady = (int)Phase.OnReady << PhaseShift;

    /// <summary>The number of the first <see cref="RunAttribute"/> hook.</summary>
    public const int Run = (int)Phase.Run << PhaseShift;

    /// <summary>The number of the first <see cref="OnDrainAttribute"/> hook.</summary>
    public const int OnDrain = (int)Phase.OnDrain << PhaseShift;

    /// <summary>The number of the first <see cref="OnShutdownAttribute"/> hook.</summary>
    public const int OnShutdown = (int)Phase.OnShutdown << PhaseShift;

    /// <summary>The number of the first <see cref="PostShutdownAttribute"/> hook.</summary>
    public const int PostShutdown = (int)Phase.PostShutdown << PhaseShift;

    /// <summary>The number of the first <see cref="OnExitAttribute"/> hook.</summary>
    public const int OnExit = (int)Phase.OnExit << PhaseShift;

    /// <summary>
    /// The number of the first <see cref="LifespanAttribute"/> hook. It is called once, for its first half; the engine keeps the iterator for the second.
    /// </summary>
    public const int Lifespan = (int)Phase.Lifespan << PhaseShift;

    /// <summary>
    /// The number of the first <see cref="HealthCheckAttribute"/> hook. A hook that returns <see langword="bool"/> returns it as the result of its task.
    /// </summary>
    public const int HealthCheck = (int)Phase.HealthCheck << PhaseShift;

    /// <summary>
    /// The number of the first hook of the unit's first custom phase. Each further custom phase of the unit is higher by <c>1 &lt;&lt; 8</c>.
    /// </summary>
    public const int Custom = (int)Phase.Custom << PhaseShift;

    internal const int PhaseShift = HookNumbers.PhaseShift;
}
