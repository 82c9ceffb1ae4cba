namespace Lifecycle;

/// <summary>
/// Makes an <c>async</c> iterator a hook that spans the life of its unit: up to its only <c>yield return</c> it is startup, after it shutdown.
/// The yielded value is ignored. Once the first half has completed, the second half always runs, whatever fails elsewhere.
/// </summary>
/// <remarks>
/// The first halves run after the unit's <see cref="OnStartupAttribute"/> hooks and before its <see cref="BackgroundAttribute"/> hooks, the second halves
/// in reverse order before its <see cref="OnShutdownAttribute"/> hooks. <see cref="PhaseAttribute.TimeoutSeconds"/> applies to each half. The token belongs to
/// the start in the first half and to the stop in the second; one that was cancelled in the first half stays cancelled.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LifespanAttribute : PhaseAttribute;
