namespace Lifecycle;

/// <summary>Marks a method that runs first when stopping, dependents first: stop accepting work and finish the work in progress.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnDrainAttribute : PhaseAttribute;
