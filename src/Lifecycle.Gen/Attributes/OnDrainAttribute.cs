namespace Lifecycle;

/// <summary>Runs when stopping begins, dependents first: stop accepting work and finish what is in flight.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnDrainAttribute : PhaseAttribute;
