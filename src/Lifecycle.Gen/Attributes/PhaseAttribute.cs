namespace Lifecycle;

/// <summary>
/// Base of the attributes that make a method a hook. A hook returns <see langword="void"/>, <see cref="Task"/> or
/// <see cref="ValueTask"/> and takes nothing, an <see cref="IWorkerContext"/>, a <see cref="CancellationToken"/>, or both (the token last);
/// before them a hook of a unit may take other units, and values of <see cref="ProvidesAttribute"/>.
/// It may have any accessibility.
/// </summary>
/// <remarks>
/// A class that derives from this one is a custom phase. <c>[Phase]</c> on that class sets its position among the phases and its order over the units:
/// <c>[Phase(After = typeof(OnStartupAttribute), Order = PhaseOrder.Parallel)]</c>. A custom phase without a position runs on request: each worker
/// with such hooks has a generated method, <c>Task FlushAsync(CancellationToken)</c> for <c>FlushAttribute</c>, which runs them in all units that are up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public class PhaseAttribute : Attribute
{
    /// <summary>
    /// The limit for one call of the hook, in seconds. Default: 0, which means the limit of the whole start or stop, 5 seconds for
    /// <see cref="HealthCheckAttribute"/>, and no limit for <see cref="BackgroundAttribute"/>, <see cref="RunAttribute"/> and phases that run on request.
    /// At the limit the token of the hook is cancelled and the hook has failed with a <see cref="LifecycleTimeoutException"/>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// On a hook: its rank among the hooks of the same phase in the same unit, lowest first; hooks of equal rank run in source order. Default: 0.
    /// On a custom phase: the order over the units, a constant of <see cref="PhaseOrder"/>.
    /// </summary>
    public int Order { get; set; }

    /// <summary>
    /// On a custom phase: the attribute of the phase, built-in or custom, directly after which it runs. It ends before the next phase begins.
    /// </summary>
    public Type? After { get; set; }

    /// <summary>On a custom phase: the attribute of the phase, built-in or custom, directly before which it runs.</summary>
    public Type? Before { get; set; }
}
