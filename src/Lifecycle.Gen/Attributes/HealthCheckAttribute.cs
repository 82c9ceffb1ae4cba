using Lifecycle.Runtime.Contract;

namespace Lifecycle;

/// <summary>
/// Marks a method that reports whether its unit works. It returns <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/> and throws if the
/// unit does not work; or it returns <see langword="bool"/>, <c>Task&lt;bool&gt;</c> or <c>ValueTask&lt;bool&gt;</c>.
/// </summary>
/// <remarks>
/// It is called on a pool thread by <see cref="LifecycleWorker.CheckHealthAsync"/>, while its unit is up; concurrent callers share one call. Several
/// checks of a unit run one after another, up to the first that fails. When the unit goes down, the token is cancelled and the check is awaited like
/// a <see cref="BackgroundAttribute"/> hook. A check that exceeds its <see cref="PhaseAttribute.TimeoutSeconds"/> has failed; the default limit is 5 seconds.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HealthCheckAttribute : PhaseAttribute
{
    /// <summary>For how long a result is reused, in seconds; of several checks of a unit the smallest value counts. Default: 1.</summary>
    public double CacheSeconds { get; set; } = HookDefaults.CacheSeconds;
}
