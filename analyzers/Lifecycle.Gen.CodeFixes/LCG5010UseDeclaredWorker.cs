using System.Composition;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Writes the name of a worker that the project declares: one action for each.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5010UseDeclaredWorker))]
[Shared]
public sealed class LCG5010UseDeclaredWorker : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.NoDefaultWorker;

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<IdentifierNameSyntax>() is not { } name
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || !LCG5010NoDefaultWorker.IsUnknown(name, model, cancellationToken))
        {
            return [];
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. LCG5010NoDefaultWorker.WorkersOf(model.Compilation, cancellationToken).Select(worker =>
            {
                var written = SyntaxFactory.ParseName(worker.ToMinimalDisplayString(model, name.SpanStart)).WithTriviaFrom(name);
                return new Fix($"Write {written.ToString()}", () => document.WithSyntaxRoot(root.ReplaceNode(name, written)));
            }),
        ];
    }
}
