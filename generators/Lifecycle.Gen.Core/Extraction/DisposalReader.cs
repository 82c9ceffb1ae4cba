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
                && MethodOf(type, method) is { DeclaredAccessibility: Accessibility.Public } implementation)
            {
                var isOwn = SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type);
                disposals.Add(new DisposalModel(contract.Name == "IAsyncDisposable", isOwn ? null : TypeNames.Of(implementation.ContainingType).Name));
            }
        }

        return disposals.Count > 0 && HasHosting(type) ? disposals.OrderBy(disposal => disposal.IsAsync).ToEquatableArray() : [];
    }

    private static IMethodSymbol? MethodOf(INamedTypeSymbol type, IMethodSymbol method)
    {
        var found = type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        if (found is null || !IsGenerated(found))
            return found;

        // The analyzers see the guard itself, and the generator does not: behind it is what the author wrote.
        for (var part = found.ContainingType; part is not null; part = part.BaseType)
        {
            foreach (var member in part.GetMembers(method.Name))
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true, Arity: 0, DeclaredAccessibility: Accessibility.Public } behind)
                    return behind;
            }
        }

        return null;
    }

    private static bool IsGenerated(IMethodSymbol method) => !method.ExplicitInterfaceImplementations.IsEmpty
        && method.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private static bool HasHosting(INamedTypeSymbol type) =>
        type.ContainingAssembly is ISourceAssemblySymbol { Compilation: { } compilation } && RuntimeTypes.HasHosting(compilation);
}
