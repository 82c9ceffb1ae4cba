// Lifecycle.Gen.Core compiles this file too.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle;
#endif

/// <summary>How the delay between attempts, or between restarts, grows.</summary>
public enum Backoff
{
    /// <summary>By the first delay each time: 5, 10, 15 seconds.</summary>
    Linear,

    /// <summary>Doubled each time: 5, 10, 20 seconds.</summary>
    Exponential,
}
