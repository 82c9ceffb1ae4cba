namespace Lifecycle;

/// <summary>Marks a method that runs once per instance of the unit, after the last cycle and before the unit is disposed; dependents first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnExitAttribute : PhaseAttribute;
