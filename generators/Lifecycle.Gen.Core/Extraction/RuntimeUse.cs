using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Whether the code of a compilation uses the runtime library at all. Many projects of a solution only reference it, and in these no rule can have
/// anything to report: code reaches the library's types by the name of its namespace, or through an assembly that references the library too.
/// </summary>
public static class RuntimeUse
{
    private const string Namespace = "Lifecycle";

    // What a file names does not change: after an edit only files that are new are searched.
    private static readonly ConditionalWeakTable<SyntaxTree, object> s_known = new();
    private static readonly object s_names = new();
    private static readonly object s_doesNotName = new();

    /// <summary>Binds nothing: the texts of the files are searched, and the syntax only around what is found.</summary>
    public static bool In(Compilation compilation, CancellationToken token)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            token.ThrowIfCancellationRequested();
            if (Names(tree, token))
                return true;
        }

        return compilation.SourceModule.ReferencedAssemblySymbols.Any(static reference => !IsOurs(reference) && ManifestReader.MayHaveUnits(reference));
    }

    // The other packages of this library have no units.
    private static bool IsOurs(IAssemblySymbol assembly) => assembly.Name.StartsWith(RuntimeTypes.RuntimeAssembly + ".", StringComparison.Ordinal);

    private static bool Names(SyntaxTree tree, CancellationToken token) =>
        s_known.GetValue(tree, tree => IsNamedIn(tree, token) ? s_names : s_doesNotName) == s_names;

    private static bool IsNamedIn(SyntaxTree tree, CancellationToken token)
    {
        var text = tree.GetText(token);
        for (var found = TextSearch.Find(text, Namespace, 0); found >= 0; found = TextSearch.Find(text, Namespace, found + Namespace.Length))
        {
            // Comments and strings have the word too, and longer names contain it.
            if (tree.GetRoot(token).FindToken(found) is { RawKind: (int)SyntaxKind.IdentifierToken, ValueText: Namespace })
                return true;
        }

        return false;
    }
}
