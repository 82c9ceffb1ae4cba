using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The identifiers of a file, kept for as long as its tree: they tell quickly which files need not be bound.</summary>
internal static class IdentifiersIn
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> s_identifiers = new();

    public static HashSet<string> Tree(SyntaxTree tree, CancellationToken cancellationToken) => s_identifiers.GetValue(tree, read =>
        new(
            read.GetRoot(cancellationToken).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText),
            StringComparer.Ordinal));
}
