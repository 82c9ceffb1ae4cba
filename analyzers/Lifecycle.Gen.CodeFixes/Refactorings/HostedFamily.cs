using Lifecycle.Analyzers;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The classes of a solution that have to change together: the one whose base list names the host's types, and all that derive from it.</summary>
/// <param name="Classes">The classes, base classes first.</param>
/// <param name="Scope">The compilations that may name one of them: those that declare them and those that refer to these.</param>
internal sealed record HostedFamily(IReadOnlyList<HostedClass> Classes, IReadOnlyList<Compilation> Scope)
{
    private readonly HashSet<string> _keys = new(Classes.Select(member => HostedClass.KeyOf(member.Type)), StringComparer.Ordinal);

    /// <summary>The simple names of the classes.</summary>
    public HashSet<string> Names { get; } = new(Classes.Select(member => member.Type.Name), StringComparer.Ordinal);

    /// <summary>Whether a type is one of the classes, in whichever compilation it was found.</summary>
    public bool Contains(ITypeSymbol? type) => type is INamedTypeSymbol named && _keys.Contains(HostedClass.KeyOf(named));

    /// <summary>The class of a type.</summary>
    public HostedClass? Find(ITypeSymbol? type) => type is INamedTypeSymbol named
        ? Classes.FirstOrDefault(member => HostedClass.KeyOf(member.Type) == HostedClass.KeyOf(named))
        : null;

    /// <summary>Whether another class of the family derives from a class.</summary>
    public bool HasDerived(INamedTypeSymbol type) =>
        Classes.Any(member => member.Type.BaseType is { } parent && HostedClass.KeyOf(parent) == HostedClass.KeyOf(type));

    /// <summary>The family of a hosted class; <see langword="null"/> if not all of it can be changed so that the result compiles.</summary>
    public static async Task<HostedFamily?> OfAsync(INamedTypeSymbol type, Solution solution, CancellationToken cancellationToken)
    {
        var top = type.OriginalDefinition;
        while (top.BaseType is { } parent && HostedContract.IsHosted(parent) && !HostedContract.IsBackgroundService(parent))
            top = parent.OriginalDefinition;
        if (!(HostedContract.IsBackgroundService(top.BaseType) || top.Interfaces.Any(HostedContract.IsContract))
            || solution.GetDocument(top.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree)?.Project is not { } declaring)
        {
            return null;
        }

        var scope = await ScopeOfAsync(declaring, solution, cancellationToken).ConfigureAwait(false);
        var found = scope.SelectMany(compilation => TypesIn(compilation.Assembly.GlobalNamespace)
            .Where(member => IsOrDerivesFrom(member, top))
            .Select(member => new HostedClass(member, compilation)));
        var family = new HostedFamily([.. found.OrderBy(member => member.Depth)], scope);
        return family.Classes.All(member => CanChange(member, top, cancellationToken)) ? family.WithUnits(cancellationToken) : null;
    }

    /// <summary>A class alone, to be marked as it is; <see langword="null"/> if it cannot be a unit.</summary>
    public static async Task<HostedFamily?> AloneAsync(INamedTypeSymbol type, Project project, CancellationToken cancellationToken)
    {
        var scope = await ScopeOfAsync(project, project.Solution, cancellationToken).ConfigureAwait(false);
        if (scope.Find(compilation => SymbolEqualityComparer.Default.Equals(compilation.Assembly, type.ContainingAssembly)) is not { } declaring)
            return null;

        var alone = new HostedClass(type, declaring) { IsUnit = true };
        return !type.IsAbstract && CanBeUnit(alone, cancellationToken) ? new HostedFamily([alone], scope) : null;
    }

    private static async Task<List<Compilation>> ScopeOfAsync(Project declaring, Solution solution, CancellationToken cancellationToken)
    {
        var scope = new List<Compilation>();
        foreach (var project in solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(declaring.Id).Prepend(declaring.Id))
        {
            if (solution.GetProject(project) is { Language: LanguageNames.CSharp } member
                && await member.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation)
            {
                scope.Add(compilation);
            }
        }

        return scope;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
                yield return type;
            foreach (var inner in TypesIn(member))
                yield return inner;
        }
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol type, INamedTypeSymbol top)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (HostedClass.KeyOf(at) == HostedClass.KeyOf(top))
                return true;
        }

        return false;
    }

    // Another interface that extends the host's would keep the class hosted; the host's task of the loop has no counterpart.
    private static bool CanChange(HostedClass member, INamedTypeSymbol top, CancellationToken cancellationToken)
    {
        var isTop = HostedClass.KeyOf(member.Type) == HostedClass.KeyOf(top);
        return KnownSymbols.In(member.Compilation) is not null
            && member.Type.Interfaces.All(contract => HostedContract.IsContract(contract)
                ? isTop
                : !contract.AllInterfaces.Any(HostedContract.IsContract))
            && member.Parts(cancellationToken).All(part => !HasDirectives(part) && !part.DescendantTokens().Any(token => token.ValueText is "ExecuteTask"));
    }

    // Directives in the base list, or behind it.
    private static bool HasDirectives(TypeDeclarationSyntax part) =>
        part.BaseList is { ContainsDirectives: true } || part.OpenBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective);

    // A class that cannot be a unit is left as a base class if units derive from it and it is not registered itself.
    private HostedFamily? WithUnits(CancellationToken cancellationToken)
    {
        var registered = HostedRegistrations.Find(this, cancellationToken).Select(registration => registration.Implementation)
            .OfType<HostedClass>().Select(member => HostedClass.KeyOf(member.Type)).ToList();
        foreach (var member in Classes)
        {
            member.IsUnit = !member.Type.IsAbstract && CanBeUnit(member, cancellationToken);
            if (!member.IsUnit && (registered.Contains(HostedClass.KeyOf(member.Type)) || (!member.Type.IsAbstract && !HasDerived(member.Type))))
                return null;
        }

        return Classes.Any(member => member.IsUnit) ? this : null;
    }

    private static bool CanBeUnit(HostedClass member, CancellationToken cancellationToken) =>
        member.Parts(cancellationToken).All(UnitRewrite.CanBeUnit)
        && member.Type.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.ProtectedAndInternal)
        && ConstructorReader.Choose(member.Type, out _) is not null;
}

/// <summary>One class of a family.</summary>
internal sealed class HostedClass(INamedTypeSymbol type, Compilation compilation)
{
    /// <summary>The class.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>The compilation that declares it.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>Whether the class becomes a unit; otherwise it only has hooks for the classes that derive from it.</summary>
    public bool IsUnit { get; set; }

    /// <summary>How many classes it derives from.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var at = Type.BaseType; at is not null; at = at.BaseType)
                depth++;
            return depth;
        }
    }

    /// <summary>Identifies a class in all compilations of a solution, which may have different symbols for it.</summary>
    public static string KeyOf(INamedTypeSymbol type) => $"{type.ContainingAssembly?.Name}: {TypeNames.MetadataName(type.OriginalDefinition)}";

    /// <summary>The written parts of the class.</summary>
    public IEnumerable<TypeDeclarationSyntax> Parts(CancellationToken cancellationToken) => Type.DeclaringSyntaxReferences
        .Where(reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        .Select(reference => reference.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>();
}
