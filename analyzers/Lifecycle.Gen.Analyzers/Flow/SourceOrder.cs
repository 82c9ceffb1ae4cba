using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Orders places by file and position, so that reports do not depend on the order in which the compiler hands out bodies.</summary>
internal sealed class SourceOrder : IComparer<Location?>, IComparer<SyntaxNode>
{
    public static readonly SourceOrder Instance = new();

    public int Compare(Location? x, Location? y)
    {
        var byPath = string.CompareOrdinal(x?.SourceTree?.FilePath, y?.SourceTree?.FilePath);
        return byPath != 0 ? byPath : (x?.SourceSpan.Start ?? 0).CompareTo(y?.SourceSpan.Start ?? 0);
    }

    public int Compare(SyntaxNode x, SyntaxNode y)
    {
        var byPath = ReferenceEquals(x.SyntaxTree, y.SyntaxTree) ? 0 : string.CompareOrdinal(x.SyntaxTree.FilePath, y.SyntaxTree.FilePath);
        return byPath != 0 ? byPath : x.SpanStart.CompareTo(y.SpanStart);
    }
}
