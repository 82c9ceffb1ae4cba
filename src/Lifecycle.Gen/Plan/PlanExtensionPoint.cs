using System.ComponentModel;

namespace Lifecycle;

/// <summary>A type marked <see cref="ExtensionPointAttribute"/> in a <see cref="WorkerPlan"/>, with what extends it.</summary>
public sealed class PlanExtensionPoint
{
    /// <summary>Called by generated code.</summary>
    /// <param name="id">The full name of the type.</param>
    /// <param name="units">The ids of its extensions.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PlanExtensionPoint(string id, string[] units)
    {
        Id = id;
        Units = units;
    }

    /// <summary>The full name of the type.</summary>
    public string Id { get; }

    /// <summary>
    /// The ids of its extensions in the order of lists of them: by <see cref="ExtensionAttribute.Priority"/>, then as declared. None where only attached units
    /// extend it.
    /// </summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>The type and its extensions.</summary>
    public override string ToString() => $"{Id}: {(Units.Count == 0 ? "no extension" : string.Join(", ", Units))}";
}
