using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The files of a finished compilation that generators wrote. The compiler names them <c>folder/assembly/generator/name</c>, with one folder for all
/// generators: it is known from a file of this package's own.
/// </summary>
public sealed class GeneratedTrees
{
    private const string OwnFolder = "Lifecycle.Gen.Generator/Lifecycle.Generator.LifecycleGenerator/";

    /// <summary>The folders between that of all generators and the file.</summary>
    private const int Folders = 2;

    private readonly Dictionary<string, SyntaxTree> _own = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxTree> _others = [];
    private readonly string? _folder;

    private GeneratedTrees(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var path = Portable(tree.FilePath);
            if (!IsInOwnFolder(path, out var start))
                continue;

            _folder = path.Substring(0, start);
            _own[path.Substring(start + OwnFolder.Length)] = tree;
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (_own.Count == 0 ? IsMarked(tree) : IsBelowFolder(Portable(tree.FilePath)))
                _others.Add(tree);
        }

        _others.ExceptWith(_own.Values);
    }

    /// <summary>The files of the generator of this package, by their names.</summary>
    public IReadOnlyDictionary<string, SyntaxTree> Own => _own;

    /// <summary>Whether other generators wrote any.</summary>
    public bool HasOthers => _others.Count > 0;

    /// <summary>All of them.</summary>
    public IEnumerable<SyntaxTree> All => _own.Values.Concat(_others);

    /// <summary>Finds the files.</summary>
    public static GeneratedTrees In(Compilation compilation) => new(compilation);

    /// <summary>Whether files declare the same as others, each the same as that in its place.</summary>
    public static bool AreSameDeclarations(ImmutableArray<SyntaxTree> trees, ImmutableArray<SyntaxTree> others, CancellationToken token)
    {
        if (trees.Length != others.Length)
            return false;

        for (var i = 0; i < trees.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            // The compiler parses what generators wrote when it is asked for, and hands out the same text in another tree.
            if (!ReferenceEquals(trees[i], others[i])
                && !(trees[i].FilePath == others[i].FilePath
                    && (trees[i].GetText(token).ContentEquals(others[i].GetText(token))
                        || CompilationDeclarations.HasSameDeclarations(others[i], trees[i]))))
                return false;
        }

        return true;
    }

    /// <summary>Whether the generator of this package wrote a file, by its path alone.</summary>
    internal static bool IsOwn(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) && IsInOwnFolder(Portable(tree.FilePath), out _);

    /// <summary>Whether a generator wrote a file.</summary>
    public bool Contains(SyntaxTree tree) => IsOfAnother(tree) || _own.ContainsValue(tree);

    /// <summary>Whether another generator than that of this package wrote a file.</summary>
    public bool IsOfAnother(SyntaxTree tree) => _others.Contains(tree);

    /// <summary>Whether another generator wrote all of what declares a symbol.</summary>
    public bool IsOfAnother(ISymbol symbol) =>
        !symbol.DeclaringSyntaxReferences.IsEmpty && symbol.DeclaringSyntaxReferences.All(part => IsOfAnother(part.SyntaxTree));

    /// <summary>The name of a file as messages write it: with its generator, and without the folder of all.</summary>
    public string NameOf(SyntaxTree tree)
    {
        var path = Portable(tree.FilePath);
        return _folder is { Length: > 0 } folder && path.StartsWith(folder, StringComparison.Ordinal) ? path.Substring(folder.Length) : path;
    }

    private static bool IsInOwnFolder(string path, out int start)
    {
        start = path.LastIndexOf(OwnFolder, StringComparison.Ordinal);
        return start == 0 || (start > 0 && path[start - 1] == '/');
    }

    private static string Portable(string path) => path.Replace('\\', '/');

    private bool IsBelowFolder(string path) =>
        path.StartsWith(_folder!, StringComparison.Ordinal)
        && (_folder!.Length > 0 || !path.StartsWith("/", StringComparison.Ordinal))
        && path.Skip(_folder.Length).Count(letter => letter == '/') >= Folders;

    /// <summary>Without a file of this package's own the folder is not known: then the marks count by which analyzers know generated code.</summary>
    private static bool IsMarked(SyntaxTree tree)
    {
        if (tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) || tree.FilePath.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase))
            return true;

        return tree.GetRoot().GetLeadingTrivia().Any(trivia => trivia.ToString().Contains("<auto-generated"));
    }
}
