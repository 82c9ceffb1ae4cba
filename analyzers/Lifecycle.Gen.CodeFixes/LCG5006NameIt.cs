using System.Composition;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Names the arguments of a worker that another input could be mistaken for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5006NameIt))]
[Shared]
public sealed class LCG5006NameIt : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.PositionalInput;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var call = reported.AncestorsAndSelf().OfType<ArgumentSyntax>().FirstOrDefault()?.Parent?.Parent;
        if (call is null || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            return null;

        var names = WorkerArguments.Interchangeable(call, model, cancellationToken)
            .ToDictionary(found => found.Argument, found => found.Parameter.Name);
        if (names.Count == 0)
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        // One title for all: by it "fix all" finds the other calls.
        return new Fix(
            "Write the names of these inputs",
            () => document.WithSyntaxRoot(root.ReplaceNodes(names.Keys, (original, changed) => Named(changed, names[original]))));
    }

    private static ArgumentSyntax Named(ArgumentSyntax argument, string name)
    {
        var colon = SyntaxFactory.NameColon(
            SyntaxFactory.IdentifierName(SyntaxFactory.ParseToken(TypeNames.Escape(name))),
            SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space));
        return argument.WithoutLeadingTrivia().WithNameColon(colon).WithLeadingTrivia(argument.GetLeadingTrivia());
    }
}
