namespace Lifecycle;

/// <summary>Runs in every cycle, as soon as all dependents of the unit are down.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnShutdownAttribute : PhaseAttribute;
