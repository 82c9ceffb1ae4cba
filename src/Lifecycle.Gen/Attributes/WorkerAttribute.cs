namespace Lifecycle;

/// <summary>
/// Marks a <see langword="partial"/> class as a worker: a composition of units that is started, run and stopped as one.
/// Without a <see cref="MixinAttribute{T}"/> it consists of every unit of its assembly and of the units of referenced assemblies that these need.
/// </summary>
/// <remarks>
/// The generator derives the class from <see cref="LifecycleWorker"/> and adds a constructor with its inputs, a static <c>RunAsync</c> and a property per unit.
/// The class may have hooks of its own: they run after those of all its units on the way up, and before them on the way down.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WorkerAttribute : Attribute
{
    /// <summary>
    /// Whether a worker without a <see cref="MixinAttribute{T}"/> includes every unit of the referenced assemblies, needed or not.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool IncludeReferenced { get; set; }
}
