using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Shortens full names, as a code action does by itself, but keeps the formatting: the simplifier marks what it shortened for the formatter, which
/// would indent the lines with the options of the editor instead of those of the file (spaces in place of tabs).
/// </summary>
internal static class NameSimplifier
{
    public static async Task<Document> ReduceAsync(Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return document;

        var wanted = new SyntaxAnnotation();
        root = root.ReplaceNodes(root.GetAnnotatedNodes(Formatter.Annotation), (_, now) => now.WithAdditionalAnnotations(wanted));
        document = await Simplifier.ReduceAsync(document.WithSyntaxRoot(root), cancellationToken: cancellationToken).ConfigureAwait(false);
        root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var marked = root.GetAnnotatedNodesAndTokens(Formatter.Annotation).Where(part => !part.HasAnnotation(wanted)).ToList();
        return document.WithSyntaxRoot(root.ReplaceSyntax(
            marked.Where(part => part.IsNode).Select(part => part.AsNode()!),
            (_, now) => now.WithoutAnnotations(Formatter.Annotation),
            marked.Where(part => part.IsToken).Select(part => part.AsToken()),
            (_, now) => now.WithoutAnnotations(Formatter.Annotation),
            [],
            (_, now) => now));
    }
}
