namespace Lifecycle;

/// <summary>
/// Names the input of a worker that a parameter of one of its units gets. Units of one worker share an input: of a simple type, an array or a collection
/// where their parameters have the same name and type, of another type where they have the same type. With an input of a name of its own, a unit gets a
/// value of its own; without <see cref="Name"/> the attribute states that the sharing is meant.
/// </summary>
/// <typeparam name="TUnit">The unit.</typeparam>
/// <param name="parameter">The name of a parameter of its constructor, or of the method that <see cref="UnitAttribute.EnabledBy"/> names.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute<TUnit>(string parameter) : Attribute
    where TUnit : class
{
    /// <summary>The name of the parameter.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>The name of the input; by default that of the parameter.</summary>
    public string? Name { get; set; }
}
