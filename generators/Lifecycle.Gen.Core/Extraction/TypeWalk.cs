using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>Walks through what an assembly declares, and through what a class derives from.</summary>
public static class TypeWalk
{
    /// <summary>The base classes, the nearest first, without <c>object</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null and { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
            yield return parent;
    }

    /// <summary>One step of a walk through an assembly: the namespaces and types directly in a namespace or type.</summary>
    public static IEnumerable<INamespaceOrTypeSymbol> ContentOf(INamespaceOrTypeSymbol container) =>
        container is INamedTypeSymbol type ? type.GetTypeMembers() : ((INamespaceSymbol)container).GetMembers();
}
