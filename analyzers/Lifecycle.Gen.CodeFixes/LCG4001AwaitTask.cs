using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Awaits a task that a hook drops, or lets the unit own it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4001AwaitTask))]
[Shared]
public sealed class LCG4001AwaitTask : AwaitFix
{
    private protected override string RuleId => RuleIds.DroppedTask;

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var fixes = await base.FixesAsync(document, reported, cancellationToken).ConfigureAwait(false);
        return reported is ExpressionSyntax dropped
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            && KnownSymbols.In(model.Compilation) is { } types
            && BackgroundRewrite.Of(dropped, model, types, cancellationToken) is { } root
                ? [.. fixes, new Fix("Make it a background task", () => document.WithSyntaxRoot(root))]
                : fixes;
    }
}
