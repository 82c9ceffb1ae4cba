namespace Lifecycle;

/// <summary>Marks a method that runs in every cycle, when every unit is up; dependencies first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnReadyAttribute : PhaseAttribute;
