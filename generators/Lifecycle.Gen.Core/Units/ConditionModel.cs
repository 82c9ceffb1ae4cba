using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>The predicate of a <c>[Unit(EnabledBy = …)]</c>.</summary>
/// <param name="Method">The name of the static method, not escaped.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Subject">The attribute.</param>
public sealed record ConditionModel(string Method, EquatableArray<DependencyModel> Parameters, SubjectKey Subject)
{
    /// <summary>The one type that carries all that the predicate takes, as emitted code writes it.</summary>
    public string Inputs => Parameters.Count switch
    {
        0 => "global::System.ValueTuple",
        1 => TypeOf(Parameters[0]),
        _ => $"({string.Join(", ", Parameters.Select(TypeOf))})",
    };

    private static string TypeOf(DependencyModel parameter) => parameter.Type.Name + (parameter.IsNullable ? "?" : "");
}
