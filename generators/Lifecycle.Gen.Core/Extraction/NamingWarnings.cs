using Lifecycle.Core.Collections;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The ids of diagnostics that code raises by naming a symbol: <c>[Obsolete(DiagnosticId = …)]</c> and <c>[Experimental]</c>. Their authors can suppress
/// them where they use the symbol themselves, but not in generated files.
/// </summary>
internal static class NamingWarnings
{
    /// <summary>Where annotations of nested types differ from those of what provides them, which the compiler would report in a generated file only.</summary>
    private static readonly string[] s_nullability = ["CS8619", "CS8620"];

    private static readonly List<string> s_none = [];

    /// <summary>The ids of a type and of all that its name has in it.</summary>
    public static IReadOnlyList<string> OfType(ITypeSymbol type)
    {
        List<string>? ids = null;
        AddOfType(type, ref ids);
        return ids ?? s_none;
    }

    /// <summary>The ids of a type that a worker takes by one of its contracts.</summary>
    public static IReadOnlyList<string> OfContract(ITypeSymbol type)
    {
        List<string>? ids = null;
        AddOfType(type, ref ids);
        if (TypeNames.HasAnnotations(type))
            (ids ??= []).AddRange(s_nullability);
        return ids ?? s_none;
    }

    /// <summary>The ids of a symbol itself.</summary>
    public static IReadOnlyList<string> OfSymbol(ISymbol symbol)
    {
        List<string>? ids = null;
        AddOfSymbol(symbol, ref ids);
        return ids ?? s_none;
    }

    /// <summary>Ids that were collected; ordinal order. Nearly always there is none, and nothing is allocated.</summary>
    public static EquatableArray<string> Sorted(SortedSet<string>? ids) => ids?.ToEquatableArray() ?? [];

    /// <summary>Adds ids to those that were collected.</summary>
    public static void Add(IReadOnlyList<string> ids, ref SortedSet<string>? all)
    {
        if (ids.Count > 0)
            (all ??= new(StringComparer.Ordinal)).UnionWith(ids);
    }

    // Called for every type in every unit's declaration, and nearly always without a result: nothing is allocated then.
    private static void AddOfType(ITypeSymbol type, ref List<string>? ids)
    {
        if (type is IArrayTypeSymbol array)
            AddOfType(array.ElementType, ref ids);
        if (type is not INamedTypeSymbol named)
            return;

        foreach (var argument in named.TypeArguments)
            AddOfType(argument, ref ids);
        if (named.ContainingType is { } outer)
            AddOfType(outer, ref ids);
        AddOfSymbol(named, ref ids);
        if (named.ContainingModule is { } module)
            AddOfSymbol(module, ref ids);
        if (named.ContainingAssembly is { } assembly and not ISourceAssemblySymbol)
            AddOfSymbol(assembly, ref ids);
    }

    private static void AddOfSymbol(ISymbol symbol, ref List<string>? ids)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
                continue;

            if (type.Name == "ObsoleteAttribute" && RuntimeTypes.IsIn(type, "System"))
            {
                if (attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value is string { Length: > 0 } id)
                    (ids ??= []).Add(id);
            }
            else if (type.Name == "ExperimentalAttribute" && RuntimeTypes.IsIn(type, "System", "Diagnostics", "CodeAnalysis"))
            {
                if (attribute.ConstructorArguments is [{ Value: string { Length: > 0 } id }, ..])
                    (ids ??= []).Add(id);
            }
        }
    }
}
