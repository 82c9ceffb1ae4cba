using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>An <c>[Input&lt;TUnit&gt;("parameter", Name = …)]</c> of a worker.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Parameter">The parameter of its constructor or of its condition.</param>
/// <param name="Name">The name of the worker's input for it; <see langword="null"/> where it is the parameter's.</param>
/// <param name="Subject">The attribute.</param>
public sealed record InputChoice(TypeRef Unit, string Parameter, string? Name, SubjectKey Subject)
{
    /// <summary>The name of the input; that of the parameter where the attribute gives one that is no identifier, which a check reports.</summary>
    public string InputName => Name is not null && HasName ? Name : Parameter;

    /// <summary>Whether the name is one that a parameter can have.</summary>
    public bool HasName =>
        Name is null || (Name.Length > 0 && (char.IsLetter(Name[0]) || Name[0] == '_') && Name.All(letter => char.IsLetterOrDigit(letter) || letter == '_'));

    /// <summary>The attribute as messages write it.</summary>
    public string Label => $"[Input<{Unit.Brief}>(\"{Parameter}\"{(Name is null ? "" : $", Name = \"{Name}\"")})]";
}
