using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Types that the compiler does not know yet, because another generator writes them: what their full names will be, as far as the text says it. A name
/// from <c>global::</c> on says all. A plain one that also stands in the base list of a class is a contract, and not a mistake in typing; its namespace
/// is the one that most of the places that mention it can mean. Whether that was right is seen in the finished compilation (LCG2013).
/// </summary>
internal sealed class UnresolvedTypes
{
    private static readonly ConditionalWeakTable<Compilation, UnresolvedTypes> s_known = new();

    private readonly NameScopes _scopes;
    private readonly ILookup<(string Name, int Arity), Mention> _mentions;
    private readonly ConcurrentDictionary<(string Name, int Arity), string?> _qualifiers = new();

    private UnresolvedTypes(Compilation compilation)
    {
        _scopes = new NameScopes(compilation);
        var mentions = new List<Mention>();
        foreach (var tree in compilation.SyntaxTrees)
            Collect(tree.GetRoot(), mentions);
        _mentions = mentions.ToLookup(mention => mention.Name);
    }

    /// <summary>Whether a type is known, or at least all that is needed of its name and of those in it.</summary>
    public static bool HasName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasName(array.ElementType),
        INamedTypeSymbol named => (named is not IErrorTypeSymbol missing || QualifierOf(missing) is not null) && named.TypeArguments.All(HasName),
        _ => true,
    };

    /// <summary>What has to stand before the name of a type that is not known; <see langword="null"/> where the text does not say it.</summary>
    public static string? QualifierOf(IErrorTypeSymbol type) => (type.CandidateReason, type.ContainingSymbol) switch
    {
        (not CandidateReason.None, _) => null,
        (_, IErrorTypeSymbol outer) => QualifierOf(outer) is null ? null : "",
        (_, INamespaceSymbol { IsGlobalNamespace: false }) => IsOfReference(type) ? null : "",
        // An unqualified name is said to be in the assembly, and one behind 'global::' in the program.
        (_, INamespaceSymbol { ContainingAssembly: ISourceAssemblySymbol { Compilation: { } compilation } }) =>
            s_known.GetValue(compilation, static compilation => new UnresolvedTypes(compilation)).QualifierOf((type.Name, type.Arity), compilation),
        (_, INamespaceSymbol { ContainingAssembly: null }) => "global::",
        _ => null,
    };

    /// <summary>A type without the question mark: behind a name that it does not know, the compiler takes it for that of a value type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isNullable">Whether there was one.</param>
    public static ITypeSymbol WithoutNullable(ITypeSymbol type, out bool isNullable)
    {
        isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [IErrorTypeSymbol] };
        return isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }

    /// <summary>A type of an assembly that is not there is the compiler's to report.</summary>
    private static bool IsOfReference(IErrorTypeSymbol type) => type.ContainingAssembly is not (null or ISourceAssemblySymbol);

    private static void Collect(SyntaxNode node, List<Mention> mentions)
    {
        foreach (var member in node.ChildNodes())
        {
            if (member is TypeDeclarationSyntax declaration)
                CollectHead(declaration, mentions);
            if (member is TypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)
                Collect(member, mentions);
        }
    }

    private static void CollectHead(TypeDeclarationSyntax type, List<Mention> mentions)
    {
        foreach (var written in type.BaseList?.Types ?? [])
            Add(written.Type, isBase: true);
        foreach (var parameter in type.ParameterList?.Parameters ?? [])
            Add(parameter.Type, isBase: false);
        foreach (var parameter in type.Members.OfType<ConstructorDeclarationSyntax>().SelectMany(constructor => constructor.ParameterList.Parameters))
            Add(parameter.Type, isBase: false);

        void Add(TypeSyntax? written, bool isBase)
        {
            foreach (var name in written?.DescendantNodesAndSelf().OfType<SimpleNameSyntax>() ?? [])
            {
                if (name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax))
                    mentions.Add(new Mention((name.Identifier.ValueText, name.Arity), isBase && name == written, type));
            }
        }
    }

    /// <summary>The bases that mention it are bound here, and only these: where only an import is missing, the name is known in its own place.</summary>
    private string? QualifierOf((string Name, int Arity) name, Compilation compilation) => _qualifiers.GetOrAdd(name, _ =>
    {
        var mentions = _mentions[name].Where(mention => !mention.IsBase || IsUnknownBase(name, mention.Place, compilation)).ToList();
        return mentions.Exists(mention => mention.IsBase)
            ? Qualifier([.. mentions.Select(mention => (_scopes.Of(mention.Place), mention.IsBase))])
            : null;
    });

    private static bool IsUnknownBase((string Name, int Arity) name, TypeDeclarationSyntax place, Compilation compilation) =>
        compilation.GetSemanticModel(place.SyntaxTree).GetDeclaredSymbol(place) is { } type
        && type.Interfaces.Append(type.BaseType).Any(one => one is IErrorTypeSymbol && one.Name == name.Name && one.Arity == name.Arity);

    /// <summary>
    /// The namespace that most of the mentions can mean; of several one that is imported and not declared, as then all of it is generated; else one
    /// that classes of this contract stand in, and the innermost of these.
    /// </summary>
    private static string Qualifier(IReadOnlyList<(NameScope Scope, bool IsBase)> mentions)
    {
        var space = mentions.SelectMany(mention => mention.Scope.All).Distinct()
            .OrderByDescending(space => mentions.Count(mention => mention.Scope.All.Contains(space)))
            .ThenByDescending(space => mentions.Count(mention => mention.Scope.Undeclared.Contains(space)))
            .ThenByDescending(space => mentions.Count(mention => mention.IsBase && mention.Scope.Enclosing.Contains(space)))
            .ThenByDescending(space => space.Length == 0 ? 0 : space.Split('.').Length)
            .ThenBy(space => space, StringComparer.Ordinal)
            .First();
        return space.Length == 0 ? "global::" : $"global::{space}.";
    }

    private sealed record Mention((string Name, int Arity) Name, bool IsBase, TypeDeclarationSyntax Place);
}
