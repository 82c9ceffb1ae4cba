using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.CodeFixes;

/// <summary>Adds an item to a list with commas; the other items and separators keep their trivia.</summary>
internal static class CommaLists
{
    public static SeparatedSyntaxList<T> Append<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode => list.Count == 0 ? [item] : SyntaxFactory.SeparatedList(list.Append(item), list.GetSeparators().Append(Comma()));

    public static SeparatedSyntaxList<T> Prepend<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode => list.Count == 0 ? [item] : SyntaxFactory.SeparatedList(list.Prepend(item), list.GetSeparators().Prepend(Comma()));

    private static SyntaxToken Comma() => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
}
