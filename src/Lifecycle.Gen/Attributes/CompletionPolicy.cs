// Lifecycle.Gen.Core compiles this file too.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle;
#endif

/// <summary>What the return of a <see cref="BackgroundAttribute"/> hook leads to, if it was not cancelled.</summary>
public enum CompletionPolicy
{
    /// <summary>Nothing: the hook has done its work, and the unit stays up.</summary>
    Continue,

    /// <summary>The worker stops in order. This is not a failure.</summary>
    StopWorker,

    /// <summary>The hook is called again. This counts as a restart, like one after a failure.</summary>
    Restart,
}
