namespace Lifecycle;

/// <summary>
/// Base of the attributes that make a method a hook. A hook returns <see langword="void"/>, <see cref="Task"/> or
/// <see cref="ValueTask"/> and takes nothing, an <see cref="IWorkerContext"/>, a <see cref="CancellationToken"/>, or both (the token last).
/// It may have any accessibility.
/// </summary>
/// <remarks>
/// A class that derives from it is a custom phase. <c>[Phase]</c> on that class says where the phase belongs and how it goes over the units:
/// <c>[Phase(After = typeof(OnStartupAttribute), Order = PhaseOrder.Parallel)]</c>. A custom phase that is neither after nor before another runs on
/// request: each worker that has such hooks gets a method, for <c>FlushAttribute</c> <c>Task FlushAsync(CancellationToken)</c>, which runs them
/// in all units that are up. The idea of stages that users add comes from systemPY.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public class PhaseAttribute : Attribute
{
    /// <summary>
    /// How long the hook may take, in seconds; 0, the default, means as long as the whole start or stop may take,
    /// and no limit for <see cref="BackgroundAttribute"/>, <see cref="RunAttribute"/> and phases that run on request.
    /// A hook that takes longer has its token cancelled and counts as failed with a <see cref="LifecycleTimeoutException"/>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// Of a hook: the place among the hooks of the same phase in the same unit, lowest first; hooks of equal order (0 by default) run as they are written.
    /// Of a custom phase: the order over the units, one of <see cref="PhaseOrder"/>.
    /// </summary>
    public int Order { get; set; }

    /// <summary>Of a custom phase: the attribute of the phase right after which it runs, a custom one or not; it is complete before the next begins.</summary>
    public Type? After { get; set; }

    /// <summary>Of a custom phase: the attribute of the phase right before which it runs, a custom one or not.</summary>
    public Type? Before { get; set; }
}
