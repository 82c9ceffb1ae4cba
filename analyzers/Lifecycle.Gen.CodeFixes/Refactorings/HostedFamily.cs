using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The classes that have to change together: the one that says it is hosted, and all that derive from it.</summary>
/// <param name="Top">The class whose base list names the host's types.</param>
/// <param name="Classes">It and all that derive from it.</param>
internal sealed record HostedFamily(INamedTypeSymbol Top, IReadOnlyList<INamedTypeSymbol> Classes)
{
    /// <summary>Those that become units.</summary>
    public IEnumerable<INamedTypeSymbol> Units => Classes.Where(type => !type.IsAbstract && !type.IsGenericType);

    /// <summary>Whether a class is one of them.</summary>
    public bool Contains(ITypeSymbol? type) => type is not null && Classes.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>The written parts of a class.</summary>
    public static IEnumerable<TypeDeclarationSyntax> PartsOf(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences
        .Where(reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        .Select(reference => reference.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>();

    /// <summary>The family of a hosted class; <see langword="null"/> where not all of it can be changed so that the result compiles.</summary>
    public static HostedFamily? Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var top = type.OriginalDefinition;
        while (top.BaseType is { } parent && HostedTypes.IsHosted(parent) && !HostedTypes.IsBackgroundService(parent))
            top = parent.OriginalDefinition;
        if (top.DeclaringSyntaxReferences.IsEmpty || !(HostedTypes.IsBackgroundService(top.BaseType) || top.Interfaces.Any(HostedTypes.IsHostedContract)))
            return null;

        var classes = new List<INamedTypeSymbol> { top };
        if (!top.IsSealed)
            AddDerived(compilation.Assembly.GlobalNamespace, top, classes);
        var family = new HostedFamily(top, classes);
        return family.Units.Any()
            && classes.TrueForAll(part => CanChange(part, top, cancellationToken))
            && family.Units.All(unit => CanBeUnit(unit, cancellationToken))
            ? family
            : null;
    }

    private static void AddDerived(INamespaceOrTypeSymbol container, INamedTypeSymbol top, List<INamedTypeSymbol> classes)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                for (var at = type.BaseType; at is not null; at = at.BaseType)
                {
                    if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, top))
                        classes.Add(type);
                }
            }

            AddDerived(member, top, classes);
        }
    }

    // An interface that itself is a hosted one would make the class hosted again; the host's task of the loop has no counterpart.
    private static bool CanChange(INamedTypeSymbol type, INamedTypeSymbol top, CancellationToken cancellationToken) =>
        type.Interfaces.All(contract => (HostedTypes.IsHostedContract(contract) && SymbolEqualityComparer.Default.Equals(type, top))
            || !(HostedTypes.IsHostedContract(contract) || contract.AllInterfaces.Any(HostedTypes.IsHostedContract)))
        && PartsOf(type, cancellationToken).All(part => !part.DescendantTokens().Any(token => token.ValueText is "ExecuteTask"));

    private static bool CanBeUnit(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        PartsOf(type, cancellationToken).All(UnitRewrite.CanBeUnit)
        && type.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.ProtectedAndInternal)
        && type.InstanceConstructors.Count(constructor => constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) == 1;
}
