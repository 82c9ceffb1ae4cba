using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary><c>Func&lt;T&gt;</c> and <c>Lazy&lt;T&gt;</c> of what units provide, and <c>[Unordered]</c>.</summary>
public static class LateAccessReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.Unordered];

    /// <summary>What a type gives late access to; <see langword="null"/> for a type that gives none.</summary>
    public static ITypeSymbol? ContentOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Func" or "Lazy", TypeArguments: [var content] }
        && RuntimeTypes.IsIn(type, "System")
        && ConstructorReader.CanBeOneUnit(content)
            ? content
            : null;

    /// <summary>Whether late access to a type can be asked for.</summary>
    public static bool CanBeContent(ITypeSymbol type) => ConstructorReader.CanBeOneUnit(type);

    /// <summary>How a parameter gives late access, and to what; adds a finding where it is <c>[Unordered]</c> and gives none.</summary>
    internal static LateModel? Read(IParameterSymbol parameter, DependencyKind kind, string unit, string key, List<Finding> findings, out ITypeSymbol? content)
    {
        content = kind == DependencyKind.Open ? ContentOf(parameter.Type) : null;
        var isUnordered = IsUnordered(parameter);
        if (content is not null)
        {
            return new LateModel(
                parameter.Type.Name == "Func" ? LateKind.Func : LateKind.Lazy,
                TypeNames.Of(content).Name,
                content.NullableAnnotation == NullableAnnotation.Annotated,
                isUnordered);
        }

        if (isUnordered)
        {
            var type = parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            findings.Add(new Finding(
                RuleIds.Unordered,
                SubjectKey.OfParameter(key, parameter.Ordinal),
                unit,
                $"{type} {parameter.Name}",
                ConstructorReader.CanBeOneUnit(parameter.Type) ? $"Write '[Unordered] Func<{type}> {parameter.Name}', or remove it" : "Remove it"));
        }

        return null;
    }

    /// <summary>Whether a parameter bears <c>[Unordered]</c>.</summary>
    public static bool IsUnordered(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (RuntimeTypes.LifecycleName(attribute) == "UnorderedAttribute")
                return true;
        }

        return false;
    }
}
