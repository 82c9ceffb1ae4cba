using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Removes code with directives in or before it. <c>SyntaxRemoveOptions</c> drops a complete <c>#if</c> before a statement, and with it the code that it
/// disables, which belongs to other builds.
/// </summary>
internal static class NodeRemoval
{
    private static readonly SyntaxAnnotation s_removed = new();

    /// <summary>Removes a statement or member.</summary>
    public static SyntaxNode Remove(SyntaxNode root, SyntaxNode node, SyntaxRemoveOptions options = SyntaxRemoveOptions.KeepNoTrivia)
    {
        var kept = KeptTrivia(node);
        return kept.Count == 0
            ? root.RemoveNode(node, options)!
            : Move(root, node, kept, now => now.RemoveNode(now.GetAnnotatedNodes(s_removed).Single(), SyntaxRemoveOptions.KeepNoTrivia)!);
    }

    /// <summary>Replaces an expression by a part of its beginning: <c>a</c> for <c>a.B()</c>.</summary>
    public static SyntaxNode KeepBeginning(SyntaxNode root, ExpressionSyntax whole, ExpressionSyntax beginning)
    {
        List<SyntaxToken> gone = [.. whole.DescendantTokens().SkipWhile(token => token.SpanStart < beginning.Span.End)];
        var kept = gone.Count == 0 ? default : Directives(gone, gone[0].SpanStart);
        if (kept.Count == 0)
            return root.ReplaceNode(whole, beginning.WithTriviaFrom(whole));

        // A directive begins a line.
        var trailing = whole.GetTrailingTrivia();
        var rest = beginning.WithLeadingTrivia(whole.GetLeadingTrivia())
            .WithTrailingTrivia(trailing.Any(SyntaxKind.EndOfLineTrivia) ? trailing : beginning.GetTrailingTrivia());
        return Move(root, whole, kept, now => now.ReplaceNode(now.GetAnnotatedNodes(s_removed).Single(), rest));
    }

    // Changes a node, and puts trivia of it before the token that follows it.
    private static SyntaxNode Move(SyntaxNode root, SyntaxNode node, SyntaxTriviaList kept, Func<SyntaxNode, SyntaxNode> change)
    {
        var next = new SyntaxAnnotation();
        var follower = node.GetLastToken().GetNextToken(includeZeroWidth: true);
        root = root.ReplaceSyntax(
            [node], (_, now) => now.WithAdditionalAnnotations(s_removed), [follower], (_, now) => now.WithAdditionalAnnotations(next), [], (_, now) => now);
        root = change(root);
        var after = root.GetAnnotatedTokens(next).Single();
        return root.ReplaceToken(after, after.WithLeadingTrivia(kept.AddRange(after.LeadingTrivia)));
    }

    // Before the node: all up to the last directive. In it: directives with a part outside.
    private static SyntaxTriviaList KeptTrivia(SyntaxNode node)
    {
        if (!node.ContainsDirectives)
            return default;

        var leading = node.GetLeadingTrivia();
        var count = leading.Count;
        while (count > 0 && !leading[count - 1].IsDirective)
            count--;
        return SyntaxFactory.TriviaList(leading.Take(count)).AddRange(Directives([.. node.DescendantTokens().Skip(1)], node.SpanStart));
    }

    // The directives before some tokens that belong to a group with a part outside of the removed code, and the code that they disable.
    private static SyntaxTriviaList Directives(List<SyntaxToken> tokens, int start)
    {
        var kept = default(SyntaxTriviaList);
        if (tokens.Count == 0)
            return kept;

        var removed = TextSpan.FromBounds(start, tokens[tokens.Count - 1].Span.End);
        var isKept = false;
        foreach (var trivia in tokens.SelectMany(token => token.LeadingTrivia))
        {
            if (trivia.GetStructure() is DirectiveTriviaSyntax directive)
                isKept = directive.GetRelatedDirectives() is var group && (group.Count < 2 || group.Any(related => !removed.Contains(related.Span)));
            if (isKept && (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)))
                kept = kept.Add(trivia);
        }

        return kept;
    }
}
