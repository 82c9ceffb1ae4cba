using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>A walk through all that an assembly declares.</summary>
public static class TypeWalk
{
    /// <summary>One step of it: the namespaces and types directly in a namespace or type.</summary>
    public static IEnumerable<INamespaceOrTypeSymbol> ContentOf(INamespaceOrTypeSymbol container) =>
        container is INamedTypeSymbol type ? type.GetTypeMembers() : ((INamespaceSymbol)container).GetMembers();
}
