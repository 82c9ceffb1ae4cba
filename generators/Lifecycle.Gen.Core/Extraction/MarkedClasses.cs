using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>The one answer to which classes of a compilation are units, extensions and workers; generator and analyzers read what it gives.</summary>
public static class MarkedClasses
{
    /// <summary>
    /// The marked classes, file by file in the order of the compilation's files; a class of several parts is in the file of its first marked one. Two
    /// of one name, as there may be while code is written, would have one file: the first counts, and one without a name does not.
    /// </summary>
    public static IEnumerable<IReadOnlyList<MarkedClass>> ByFile(Compilation compilation, CancellationToken token)
    {
        var seen = new HashSet<(ISymbol Container, string Name)>();
        foreach (var (tree, declarations) in MarkSyntax.Of(compilation, token))
        {
            SemanticModel? model = null;
            List<MarkedClass>? found = null;
            foreach (var declaration in declarations)
            {
                token.ThrowIfCancellationRequested();
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(declaration, token) is not INamedTypeSymbol { TypeKind: TypeKind.Class, Name.Length: > 0 } type
                    || !seen.Add((type.ContainingSymbol, type.MetadataName)))
                {
                    continue;
                }

                if (RuntimeTypes.MarkOf(type) is { } mark)
                    (found ??= []).Add(new MarkedClass(type, mark));
                else if (ProvidedReader.MembersOf(type).Any())
                    (found ??= []).Add(new MarkedClass(type, ClassMark.Provider));
            }

            yield return found ?? (IReadOnlyList<MarkedClass>)[];
        }
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
