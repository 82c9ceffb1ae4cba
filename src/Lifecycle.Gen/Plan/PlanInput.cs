using System.ComponentModel;

namespace Lifecycle;

/// <summary>An input of a <see cref="WorkerPlan"/>: what the code that makes the worker passes in. Of its value a plan knows nothing.</summary>
public sealed class PlanInput
{
    /// <summary>Called by generated code.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isOptional">Whether it has a default value.</param>
    /// <param name="units">The ids of the units that take it.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PlanInput(string name, string type, bool isOptional, string[] units)
    {
        Name = name;
        Type = type;
        IsOptional = isOptional;
        Units = units;
    }

    /// <summary>The name of the parameter of the worker's constructor and of <c>RunAsync</c>.</summary>
    public string Name { get; }

    /// <summary>Its type as C#, with namespaces.</summary>
    public string Type { get; }

    /// <summary>Whether it may be left out, because it has a default value.</summary>
    public bool IsOptional { get; }

    /// <summary>The ids of the units that take it, in the order of the plan.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>The type, the name and the units that take it.</summary>
    public override string ToString() => $"{Type} {Name} of {string.Join(", ", Units)}{(IsOptional ? " (optional)" : "")}";
}
