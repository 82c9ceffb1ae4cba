namespace Lifecycle;

/// <summary>
/// Selects the unit that provides <typeparamref name="TContract"/> in a worker, where several units could provide it or another one should.
/// It selects and removes nothing: a worker over all units has the others too (<see cref="ReplaceAttribute{TUnit, TReplacement}"/> removes).
/// </summary>
/// <typeparam name="TContract">The type that constructors take.</typeparam>
/// <typeparam name="TUnit">The unit that they receive.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BindAttribute<TContract, TUnit> : Attribute
    where TContract : class
    where TUnit : class, TContract
{
    /// <summary>The one unit for which it is selected. Default: all units; a binding with this option takes precedence over one without.</summary>
    public Type? For { get; set; }

    /// <summary>The name of the instance, where the worker has several of the unit (<see cref="InstanceAttribute{T}"/>).</summary>
    public string? Instance { get; set; }
}
