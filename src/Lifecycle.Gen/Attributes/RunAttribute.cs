namespace Lifecycle;

/// <summary>The worker's main job, started when all units are ready, side by side with those of other units. When every such hook has returned, the worker stops.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RunAttribute : PhaseAttribute;
