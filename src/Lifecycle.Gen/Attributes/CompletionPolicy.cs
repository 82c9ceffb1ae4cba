// Lifecycle.Gen.Core compiles this file too.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle;
#endif

/// <summary>What becomes of the worker when a <see cref="BackgroundAttribute"/> hook returns although nobody told it to end.</summary>
public enum CompletionPolicy
{
    /// <summary>Nothing: its work was done.</summary>
    Continue,

    /// <summary>The worker stops in order, which is no failure.</summary>
    StopWorker,

    /// <summary>The hook begins anew. This counts as a restart, as one after a failure does.</summary>
    Restart,
}
