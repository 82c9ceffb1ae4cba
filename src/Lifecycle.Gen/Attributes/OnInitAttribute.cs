namespace Lifecycle;

/// <summary>Marks a method that runs once per instance of the unit, before its first start; dependencies first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnInitAttribute : PhaseAttribute;
