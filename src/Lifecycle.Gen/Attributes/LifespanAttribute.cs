namespace Lifecycle;

/// <summary>
/// Makes an <c>async</c> iterator a hook that spans the life of its unit, as ASGI's lifespan does: up to its only <c>yield return</c> it is startup,
/// after it shutdown. What it yields is of no meaning. Once the first half is complete the second always runs, whatever fails elsewhere.
/// </summary>
/// <remarks>
/// The first halves run after the unit's <see cref="OnStartupAttribute"/> hooks and before its <see cref="BackgroundAttribute"/> ones, the second halves
/// in reverse before its <see cref="OnShutdownAttribute"/> hooks. <see cref="PhaseAttribute.TimeoutSeconds"/> holds for each half. The token is the
/// start's in the first half and the stop's in the second; one that was cancelled in the first half stays cancelled.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LifespanAttribute : PhaseAttribute;
