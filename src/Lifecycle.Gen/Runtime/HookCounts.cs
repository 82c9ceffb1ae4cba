using System.ComponentModel;
using Lifecycle.Runtime.Contract;

namespace Lifecycle.Runtime;

/// <summary>
/// How many hooks of each phase a unit has, packed into one number (four bits a phase) that costs nothing to read:
/// <c>2 * HookCounts.OnStartup + HookCounts.OnShutdown</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[CLSCompliant(false)]
public static class HookCounts
{
    /// <summary>One <see cref="OnInitAttribute"/> hook.</summary>
    public const ulong OnInit = 1UL << (HookNumbers.BitsPerCount * (int)Phase.OnInit);

    /// <summary>One <see cref="PreStartupAttribute"/> hook.</summary>
    public const ulong PreStartup = 1UL << (HookNumbers.BitsPerCount * (int)Phase.PreStartup);

    /// <summary>One <see cref="OnStartupAttribute"/> hook.</summary>
    public const ulong OnStartup = 1UL << (HookNumbers.BitsPerCount * (int)Phase.OnStartup);

    /// <summary>One <see cref="BackgroundAttribute"/> hook.</summary>
    public const ulong Background = 1UL << (HookNumbers.BitsPerCount * (int)Phase.Background);

    /// <summary>One <see cref="OnReadyAttribute"/> hook.</summary>
    public const ulong OnReady = 1UL << (HookNumbers.BitsPerCount * (int)Phase.OnReady);

    /// <summary>One <see cref="RunAttribute"/> hook.</summary>
    public const ulong Run = 1UL << (HookNumbers.BitsPerCount * (int)Phase.Run);

    /// <summary>One <see cref="OnDrainAttribute"/> hook.</summary>
    public const ulong OnDrain = 1UL << (HookNumbers.BitsPerCount * (int)Phase.OnDrain);

    /// <summary>One <see cref="OnShutdownAttribute"/> hook.</summary>
    public const ulong OnShutdown = 1UL << (HookNumbers.BitsPerCount * (int)Phase.OnShutdown);

    /// <summary>One <see cref="PostShutdownAttribute"/> hook.</summary>
    public const ulong PostShutdown = 1UL << (HookNumbers.BitsPerCount * (int)Phase.PostShutdown);

    /// <summary>One <see cref="OnExitAttribute"/> hook.</summary>
    public const ulong OnExit = 1UL << (HookNumbers.BitsPerCount * (int)Phase.OnExit);

    /// <summary>One <see cref="LifespanAttribute"/> hook.</summary>
    public const ulong Lifespan = 1UL << (HookNumbers.BitsPerCount * (int)Phase.Lifespan);

    /// <summary>One <see cref="HealthCheckAttribute"/> hook.</summary>
    public const ulong HealthCheck = 1UL << (HookNumbers.BitsPerCount * (int)Phase.HealthCheck);

    /// <summary>
    /// A hook has options (a time-out, retries), or a phase has more than 14 hooks (its count is then 15):
    /// the unit's <see cref="IUnit.Define"/> has the details.
    /// </summary>
    public const ulong SeeDefinition = HookNumbers.SeeDefinition;

    /// <summary>The unit has hooks in custom phases, which its <see cref="IUnit.Define"/> names.</summary>
    public const ulong CustomPhases = HookNumbers.CustomPhases;

    /// <summary>The unit is disposable. The engine finds that out, and adds it to what the unit says.</summary>
    internal const ulong Disposal = 1UL << (HookNumbers.BitsPerCount * Engine.Foundation.Phase.Disposal);

    /// <summary>Set where the end of a unit's life calls anything.</summary>
    internal const ulong AnyAtEnd = (Saturated * OnExit) | Disposal | CustomPhases;

    /// <summary>Set where a unit has lifespans at all.</summary>
    internal const ulong AnyLifespan = Saturated * Lifespan;

    /// <summary>The steps of a pass are not simply the hooks of its phase.</summary>
    internal const ulong Mapped = AnyLifespan | CustomPhases;

    /// <summary>The highest count. It stands for this many hooks or more, which are counted in the definition.</summary>
    internal const int Saturated = HookNumbers.SaturatedCount;
}
