using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Writes the name by which the generated worker is reached.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5003UseItsName))]
[Shared]
public sealed class LCG5003UseItsName : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.WorkerNameTaken;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (place.Parent is not MemberAccessExpressionSyntax access
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || LCG5003WorkerName.DefaultWorkerIn(model.Compilation, types) is not { } worker
            || LCG5003WorkerName.ReplacementIn(access, model, worker, cancellationToken) is not { } name)
        {
            return null;
        }

        var root = await place.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var written = SyntaxFactory.ParseExpression(name).WithTriviaFrom(access.Expression);
        return new Fix($"Write {name}", () => document.WithSyntaxRoot(root.ReplaceNode(access.Expression, written)));
    }
}
