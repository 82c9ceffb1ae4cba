using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.CodeFixes;

/// <summary>Base of the fixes: one rule, changes of one document, offered only if the result compiles.</summary>
public abstract class LifecycleCodeFix : CodeFixProvider
{
    /// <summary>The rule that is fixed.</summary>
    private protected abstract string RuleId { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [RuleId];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create((context, document, diagnostics) =>
            FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        foreach (var diagnostic in context.Diagnostics.Where(IsOfRule))
        {
            foreach (var fix in await FixesAsync(context.Document, NodeAt(diagnostic, root), context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(fix.Title, token => NameSimplifier.ReduceAsync(fix.Apply(), token), KeyOf(fix)), diagnostic);
        }
    }

    /// <summary>The fix for a node, or <see langword="null"/> if there is none that compiles. For rules that have several, there is the next method.</summary>
    private protected virtual Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken) => Task.FromResult<Fix?>(null);

    /// <summary>All fixes for a node, the best first.</summary>
    private protected virtual async Task<IReadOnlyList<Fix>> FixesAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken) =>
        await FixAsync(document, reported, cancellationToken).ConfigureAwait(false) is { } fix ? [fix] : [];

    // One after another on the changed document: two fixes in one method may change the same signature, and merging text changes would lose one.
    private async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return document;

        var marks = diagnostics.Where(IsOfRule)
            .ToLookup(diagnostic => NodeAt(diagnostic, root))
            .ToDictionary(nodes => nodes.Key, _ => new SyntaxAnnotation());
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys, (original, changed) => changed.WithAdditionalAnnotations(marks[original])));
        foreach (var mark in marks.OrderBy(pair => pair.Key.SpanStart).Select(pair => pair.Value))
        {
            var current = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            if (current?.GetAnnotatedNodes(mark).FirstOrDefault() is { } reported
                && await FixesAsync(document, reported, cancellationToken).ConfigureAwait(false) is var fixes
                && fixes.FirstOrDefault(fix => key is null || KeyOf(fix) == key) is { } fix)
            {
                document = await NameSimplifier.ReduceAsync(fix.Apply(), cancellationToken).ConfigureAwait(false);
            }
        }

        return document;
    }

    private static SyntaxNode NodeAt(Diagnostic diagnostic, SyntaxNode root) => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    // `dotnet format` passes all diagnostics of the rule's analyzer to a fix.
    private bool IsOfRule(Diagnostic diagnostic) => diagnostic.Id == RuleId;

    private string KeyOf(Fix fix) => $"{RuleId}: {fix.Title}";

    /// <summary>The title, and the change.</summary>
    private protected sealed class Fix(string title, Func<Document> apply)
    {
        public string Title { get; } = title;

        public Func<Document> Apply { get; } = apply;
    }
}
