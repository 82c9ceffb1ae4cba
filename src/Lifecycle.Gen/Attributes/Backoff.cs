// Lifecycle.Gen.Core compiles this file too.
#if LIFECYCLE_COMPILER_PART
namespace Lifecycle.Core.Units;
#else
namespace Lifecycle;
#endif

/// <summary>How the pause between two attempts grows.</summary>
public enum Backoff
{
    /// <summary>By the same amount each time: 5, 10, 15 seconds.</summary>
    Linear,

    /// <summary>Twice as long each time: 5, 10, 20 seconds.</summary>
    Exponential,
}
