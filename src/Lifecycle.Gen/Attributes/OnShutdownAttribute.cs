namespace Lifecycle;

/// <summary>Marks a method that runs in every cycle, as soon as all dependents of the unit are down.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnShutdownAttribute : PhaseAttribute;
