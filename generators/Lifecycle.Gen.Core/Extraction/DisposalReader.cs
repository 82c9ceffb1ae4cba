using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>How a unit is disposed, where a container could hold it too.</summary>
internal static class DisposalReader
{
    /// <summary>
    /// The disposals that generated code can guard: those of a unit that can be in a host, and that are public methods. An explicit implementation is the
    /// author's, and cannot be written again.
    /// </summary>
    public static EquatableArray<DisposalModel> Read(INamedTypeSymbol type)
    {
        if (type.AllInterfaces.IsEmpty)
            return [];

        var disposals = new List<DisposalModel>();
        foreach (var contract in type.AllInterfaces)
        {
            if (contract.Name is "IDisposable" or "IAsyncDisposable"
                && RuntimeTypes.IsIn(contract, "System")
                && contract.GetMembers() is [IMethodSymbol method]
                && type.FindImplementationForInterfaceMember(method) is IMethodSymbol { DeclaredAccessibility: Accessibility.Public } implementation
                && implementation.Name == method.Name)
            {
                var isOwn = SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type);
                disposals.Add(new DisposalModel(contract.Name == "IAsyncDisposable", isOwn ? null : TypeNames.Of(implementation.ContainingType).Name));
            }
        }

        return disposals.Count > 0 && HasHosting(type) ? disposals.OrderBy(disposal => disposal.IsAsync).ToEquatableArray() : [];
    }

    private static bool HasHosting(INamedTypeSymbol type) =>
        type.ContainingAssembly is ISourceAssemblySymbol { Compilation: { } compilation } && RuntimeTypes.HasHosting(compilation);
}
