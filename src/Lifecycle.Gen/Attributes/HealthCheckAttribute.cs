using Lifecycle.Runtime.Contract;

namespace Lifecycle;

/// <summary>
/// Tells whether its unit does its work. It returns <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/>, and throws where something is wrong,
/// so that message and exception say what; or it returns a <see langword="bool"/>, a <c>Task&lt;bool&gt;</c> or a <c>ValueTask&lt;bool&gt;</c>.
/// </summary>
/// <remarks>
/// It is called when somebody asks with <see cref="LifecycleWorker.CheckHealthAsync"/>, while its unit is up, on a pool thread; those who ask at the same time
/// share one call. When the unit goes down, its token is cancelled and it is awaited like a <see cref="BackgroundAttribute"/> hook.
/// A check beyond its <see cref="PhaseAttribute.TimeoutSeconds"/> has failed; without one the limit is 5 seconds.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HealthCheckAttribute : PhaseAttribute
{
    /// <summary>How long its answer holds before it is asked again, in seconds; 1 by default.</summary>
    public double CacheSeconds { get; set; } = HookDefaults.CacheSeconds;
}
