// Lifecycle.Gen.Core compiles this file too.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle;
#endif

/// <summary>What the failure of a <see cref="BackgroundAttribute"/> hook leads to.</summary>
public enum FailurePolicy
{
    /// <summary>The worker stops, and its waiting callers receive the failure.</summary>
    StopWorker,

    /// <summary>The hook is called again, within <see cref="BackgroundAttribute.MaxRestarts"/>; its unit stays up.</summary>
    Restart,

    /// <summary>
    /// The units that depend on the hook's unit are stopped, then the unit itself; then all are started again, within
    /// <see cref="BackgroundAttribute.MaxRestarts"/>.
    /// </summary>
    RestartDependents,

    /// <summary>The failure is logged and becomes the <see cref="UnitDescriptor.Reason"/> of the unit, which stays up without the hook.</summary>
    Ignore,
}
