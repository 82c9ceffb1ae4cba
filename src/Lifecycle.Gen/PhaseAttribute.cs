namespace Lifecycle;

/// <summary>
/// Base of the attributes that make a method a hook. A hook returns <see langword="void"/>, <see cref="Task"/> or
/// <see cref="ValueTask"/> and takes nothing, an <see cref="IWorkerContext"/>, a <see cref="CancellationToken"/>, or both (the token last).
/// It may have any accessibility.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public abstract class PhaseAttribute : Attribute
{
    /// <summary>
    /// How long the hook may take, in seconds; 0, the default, means as long as the whole start or stop may take,
    /// and no limit for <see cref="BackgroundAttribute"/> and <see cref="RunAttribute"/>.
    /// A hook that takes longer has its token cancelled and counts as failed with a <see cref="LifecycleTimeoutException"/>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// The place among the hooks of the same phase in the same unit, lowest first; hooks of equal order (0 by default) run as they are written.
    /// </summary>
    public int Order { get; set; }
}
