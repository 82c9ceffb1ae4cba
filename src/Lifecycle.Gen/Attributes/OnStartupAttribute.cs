namespace Lifecycle;

/// <summary>Marks a method that runs in every cycle, as soon as the unit's own dependencies are up.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnStartupAttribute : RetryPhaseAttribute;
