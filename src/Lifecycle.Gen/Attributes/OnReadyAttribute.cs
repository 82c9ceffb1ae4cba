namespace Lifecycle;

/// <summary>Runs in every cycle after every unit is up; dependencies first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnReadyAttribute : PhaseAttribute;
