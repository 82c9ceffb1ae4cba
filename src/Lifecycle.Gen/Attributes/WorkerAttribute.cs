namespace Lifecycle;

/// <summary>
/// Marks a <see langword="partial"/> class as a worker: a composition of units that is started, run and stopped as one.
/// Without a <see cref="MixinAttribute{T}"/> it is made of every unit of its assembly, and of what these need from referenced ones.
/// </summary>
/// <remarks>The generator derives the class from <see cref="LifecycleWorker"/> and adds a constructor over its inputs,
/// a static <c>RunAsync</c> and a property per unit.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WorkerAttribute : Attribute
{
    /// <summary>
    /// Whether a worker without a <see cref="MixinAttribute{T}"/> has every unit of the referenced assemblies too, needed or not;
    /// <see langword="false"/> by default.
    /// </summary>
    public bool IncludeReferenced { get; set; }
}
