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

    /// <summary>The ids of a type and of all that its name has in it.</summary>
    public static IEnumerable<string> OfType(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return OfType(array.ElementType);
            case INamedTypeSymbol named:
                var ids = named.TypeArguments.SelectMany(OfType);
                if (named.ContainingType is { } outer)
                    ids = ids.Concat(OfType(outer));
                return ids.Concat(OfSymbol(named)).Concat(named.ContainingModule is { } module ? OfSymbol(module) : []).Concat(OfAssembly(named));
            default:
                return [];
        }
    }

    /// <summary>The ids of a type that a worker takes by one of its contracts.</summary>
    public static IEnumerable<string> OfContract(ITypeSymbol type)
    {
        var name = TypeNames.Of(type);
        return name.Name == name.Key ? OfType(type) : OfType(type).Concat(s_nullability);
    }

    /// <summary>The ids of a symbol itself.</summary>
    public static IEnumerable<string> OfSymbol(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
                continue;

            if (type.Name == "ObsoleteAttribute" && RuntimeTypes.IsIn(type, "System"))
            {
                if (attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value is string { Length: > 0 } id)
                    yield return id;
            }
            else if (type.Name == "ExperimentalAttribute" && RuntimeTypes.IsIn(type, "System", "Diagnostics", "CodeAnalysis"))
            {
                if (attribute.ConstructorArguments is [{ Value: string { Length: > 0 } id }, ..])
                    yield return id;
            }
        }
    }

    private static IEnumerable<string> OfAssembly(INamedTypeSymbol type) =>
        type.ContainingAssembly is { } assembly and not ISourceAssemblySymbol ? OfSymbol(assembly) : [];
}
