namespace Lifecycle;

/// <summary>Runs once per worker, before the first start; dependencies first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnInitAttribute : PhaseAttribute;
