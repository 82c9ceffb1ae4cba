using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>An <c>[Input&lt;TUnit&gt;("parameter", Name = …)]</c> of a worker.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Parameter">The parameter of its constructor or of its condition.</param>
/// <param name="Name">The name of the worker's input for it; <see langword="null"/> where it is the parameter's.</param>
/// <param name="Subject">The attribute.</param>
public sealed record InputChoice(TypeRef Unit, string Parameter, string? Name, SubjectKey Subject)
{
    /// <summary>The name of the input.</summary>
    public string InputName => Name ?? Parameter;

    /// <summary>The attribute as messages write it.</summary>
    public string Label => $"[Input<{Unit.Brief}>(\"{Parameter}\"{(Name is null ? "" : $", Name = \"{Name}\"")})]";
}
