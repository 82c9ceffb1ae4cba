namespace Lifecycle;

/// <summary>
/// Marks the main job of a worker: it begins when all units are ready, concurrently with those of other units. When every such hook has returned, the
/// worker stops. A worker without one runs until it is stopped.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RunAttribute : PhaseAttribute;
