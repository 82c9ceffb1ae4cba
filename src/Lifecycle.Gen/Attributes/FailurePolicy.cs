// Lifecycle.Gen.Core compiles this file too.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle;
#endif

/// <summary>What becomes of the worker when a <see cref="BackgroundAttribute"/> hook fails. The names are those of process supervisors.</summary>
public enum FailurePolicy
{
    /// <summary>The worker stops, and the failure reaches everybody who waits for it.</summary>
    StopWorker,

    /// <summary>The hook begins anew, as long as it does not fail too often; its unit stays up.</summary>
    Restart,

    /// <summary>The units that depend on the hook's unit stop, the unit goes down and up again, and they start again; as long as it does not fail too often.</summary>
    RestartDependents,

    /// <summary>It is logged and shown as the <see cref="UnitDescriptor.Reason"/> of the unit, which stays up without the hook.</summary>
    Ignore,
}
