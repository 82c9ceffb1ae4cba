namespace Lifecycle;

/// <summary>Runs once per worker, after its last cycle and before the unit is disposed; dependents first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnExitAttribute : PhaseAttribute;
