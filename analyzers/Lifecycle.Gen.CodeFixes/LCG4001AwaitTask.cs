using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Usage;
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
        if (reported is not ExpressionSyntax dropped
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types)
        {
            return fixes;
        }

        IReadOnlyList<Fix> background = BackgroundRewrite.Of(dropped, model, types, cancellationToken) is { } root
            ? [new Fix("Make it a background task", () => document.WithSyntaxRoot(root))]
            : [];
        if (!IsForGood(dropped, model, types, cancellationToken))
            return [.. fixes, .. background];

        // To await it keeps a start from ending, or serves one item at a time: never what is applied without a look.
        return background.Count > 0 ? [.. background, .. fixes] : [];
    }

    private static bool IsForGood(ExpressionSyntax dropped, SemanticModel model, KnownSymbols types, CancellationToken cancellationToken) =>
        HookCodeReader.Around(dropped, model, types, cancellationToken) is { } code
        && LCG4001DroppedTask.Find(code).Any(found => found.Drop.Value.Syntax == dropped && LCG4001DroppedTask.IsForGood(found.Drop, code));
}
