using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>The one answer to which classes of a compilation are units, extensions and workers; generator and analyzers read what it gives.</summary>
public sealed class MarkedClasses
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly HashSet<string> _globalAliases;

    private MarkedClasses(Compilation compilation, HashSet<string> globalAliases, CancellationToken token)
    {
        _compilation = compilation;
        _globalAliases = globalAliases;
        _token = token;
    }

    /// <summary>
    /// The marked classes, file by file in the order of the compilation's files; a class of several parts is in the file of its first marked one. Two
    /// of one name, as there may be while code is written, would have one file: the first counts, and one without a name does not.
    /// </summary>
    public static IEnumerable<IReadOnlyList<MarkedClass>> ByFile(Compilation compilation, CancellationToken token)
    {
        var classes = In(compilation, MarkSyntax.GlobalAliases(compilation.SyntaxTrees, token), token);
        return compilation.SyntaxTrees.Select(classes.Of);
    }

    /// <summary>Those of a compilation, for one file after another.</summary>
    internal static MarkedClasses In(Compilation compilation, HashSet<string> globalAliases, CancellationToken token) => new(compilation, globalAliases, token);

    /// <summary>The marked classes of one file.</summary>
    internal IReadOnlyList<MarkedClass> Of(SyntaxTree tree)
    {
        List<MarkedClass>? found = null;
        foreach (var type in Declared(tree, MarkSyntax.Of(tree, _token).Marked(_globalAliases)))
        {
            if (type.Name.Length == 0 || !IsFirst(type, tree))
                continue;

            if (RuntimeTypes.MarkOf(type) is { } mark)
                (found ??= []).Add(new MarkedClass(type, mark));
            else if (ProvidedReader.MembersOf(type).Any())
                (found ??= []).Add(new MarkedClass(type, ClassMark.Provider));
        }

        return found ?? (IReadOnlyList<MarkedClass>)[];
    }

    /// <summary>The classes of one file that may be extension points or phases; those of several parts can be in several files.</summary>
    internal IEnumerable<INamedTypeSymbol> OthersOf(SyntaxTree tree) => Declared(tree, MarkSyntax.Of(tree, _token).Others(_globalAliases));

    private IEnumerable<INamedTypeSymbol> Declared(SyntaxTree tree, IEnumerable<TypeDeclarationSyntax> declarations)
    {
        SemanticModel? model = null;
        HashSet<INamedTypeSymbol>? seen = null;
        foreach (var declaration in declarations)
        {
            _token.ThrowIfCancellationRequested();
            model ??= _compilation.GetSemanticModel(tree);
            if (model.GetDeclaredSymbol(declaration, _token) is INamedTypeSymbol { TypeKind: TypeKind.Class } type
                && (seen ??= new(SymbolEqualityComparer.Default)).Add(type))
                yield return type;
        }
    }

    /// <summary>Whether no file before this one has a part, with a mark, of the class or of another of its name.</summary>
    private bool IsFirst(INamedTypeSymbol type, SyntaxTree tree)
    {
        var named = type.ContainingSymbol is INamespaceOrTypeSymbol container ? container.GetTypeMembers(type.Name, type.Arity) : [type];
        if (named.Length == 1 && type.DeclaringSyntaxReferences.Length == 1)
            return true;

        List<(INamedTypeSymbol Type, SyntaxReference Part)>? parts = null;
        foreach (var one in named)
        {
            if (one.TypeKind != TypeKind.Class || one.MetadataName != type.MetadataName)
                continue;

            foreach (var part in one.DeclaringSyntaxReferences)
            {
                if (!GeneratedTrees.IsOwn(part.SyntaxTree) && part.GetSyntax(_token) is TypeDeclarationSyntax syntax
                    && MarkSyntax.Of(part.SyntaxTree, _token).Marked(_globalAliases).Contains(syntax))
                    (parts ??= []).Add((one, part));
            }
        }

        if (parts is null || parts.TrueForAll(part => part.Part.SyntaxTree == tree && part.Type.Equals(type, SymbolEqualityComparer.Default)))
            return true;

        foreach (var other in _compilation.SyntaxTrees)
        {
            var here = parts.FindAll(part => part.Part.SyntaxTree == other);
            if (here.Count > 0)
                return other == tree && here.OrderBy(static part => part.Part.Span.Start).First().Type.Equals(type, SymbolEqualityComparer.Default);
        }

        return true;
    }
}

/// <summary>A class and what it is marked as.</summary>
public readonly record struct MarkedClass(INamedTypeSymbol Type, ClassMark Mark);

/// <summary>What a class is marked as. One with several marks is what comes first here: a worker that is marked as a unit too is a worker.</summary>
public enum ClassMark
{
    /// <summary><c>[Worker]</c>.</summary>
    Worker,

    /// <summary><c>[Unit]</c>.</summary>
    Unit,

    /// <summary><c>[Extension]</c>.</summary>
    Extension,

    /// <summary>Nothing; but a member has <c>[Provides]</c>.</summary>
    Provider,
}
