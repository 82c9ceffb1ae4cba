namespace Lifecycle;

/// <summary>
/// Gives a worker an instance of a unit under a name. A worker with several of them has the unit several times: each instance has inputs of its own, whose
/// names begin with that of the instance (<c>ordersTopic</c>), an id of its own (<c>Consumer[orders]</c>), and so a state, health and metrics of its own.
/// </summary>
/// <remarks>
/// Like <see cref="MixinAttribute{T}"/> it adds the unit to the worker, but it does not make the worker consist of named units only. A unit that takes the
/// class receives the only instance, the one that <see cref="InstanceAttribute"/> at its parameter names, or, if it has an instance name itself, the
/// instance of the same name.
/// </remarks>
/// <typeparam name="T">A unit.</typeparam>
/// <param name="name">
/// The name of the instance: a letter, then letters, digits, <c>-</c>, <c>_</c> and <c>.</c>. It is a part of the names of the property and of the inputs.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InstanceAttribute<T>(string name) : Attribute
    where T : class
{
    /// <summary>The name of the instance.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// Selects, of several instances of a unit, the one that a constructor parameter receives. On a parameter that is a list it selects the instances of that
/// name.
/// </summary>
/// <param name="name">The name of the instance, see <see cref="InstanceAttribute{T}"/>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InstanceAttribute(string name) : Attribute
{
    /// <summary>The name of the instance.</summary>
    public string Name { get; } = name;
}
