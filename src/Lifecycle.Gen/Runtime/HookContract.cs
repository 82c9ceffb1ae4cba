// The numbers on which generated code and the engine agree. Lifecycle.Gen.Core compiles this file too, so that they are written once.
// Compiled units contain these numbers, so an existing one never changes.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle.Runtime.Contract;
#endif

/// <summary>The phases. A member has the name of its attribute without <c>Attribute</c>; its number is the upper part of the numbers of its hooks.</summary>
#if LIFECYCLE_COMPILER_PART
public
#else
internal
#endif
enum Phase
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

/// <summary>The orders in which a phase goes over the units.</summary>
#if LIFECYCLE_COMPILER_PART
public
#else
internal
#endif
enum UnitOrder
{
    /// <summary>Dependencies first.</summary>
    Forward,

    /// <summary>Dependents first.</summary>
    Backward,

    /// <summary>All at once.</summary>
    Parallel,
}

/// <summary>How hooks are numbered, and how their counts are packed into one number.</summary>
internal static class HookNumbers
{
    /// <summary>A hook's number is that of its phase, shifted left by this, plus its index among the unit's hooks of the phase.</summary>
    public const int PhaseShift = 8;

    /// <summary>So many hooks of a phase a unit can have.</summary>
    public const int MostHooks = 1 << PhaseShift;

    /// <summary>So many bits of the packed counts belong to a phase, those of the first one at the right.</summary>
    public const int BitsPerCount = 4;

    /// <summary>The count that stands for this many or more: the definition has the exact one.</summary>
    public const int SaturatedCount = (1 << BitsPerCount) - 1;

    /// <summary>The flag beside the counts of a unit whose definition has options, or more hooks of a phase than a count can express.</summary>
    public const ulong SeeDefinition = 1UL << 63;

    /// <summary>The flag beside the counts of a unit that has hooks in custom phases.</summary>
    public const ulong CustomPhases = 1UL << 62;
}

/// <summary>The options of a hook whose attribute does not set them. Generated code omits an option with this value, so a default never changes.</summary>
internal static class HookDefaults
{
    public const int MaxRestarts = 5;

    public const double RestartWindowSeconds = 60;

    public const double CacheSeconds = 1;
}
