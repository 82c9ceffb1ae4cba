using System.Composition;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>
/// "Turn this hosted service into a unit": methods that the host calls become hooks, and the host's base class and interfaces go. Base classes in
/// source and all classes that derive from them change together, because hooks are not called through an interface. Offered only if the solution
/// compiles afterwards.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(HostedServiceToUnit))]
[Shared]
public sealed class HostedServiceToUnit : LifecycleRefactoring
{
    private protected override async Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        var solution = document.Project.Solution;
        if (IsMarked(symbol) || !HostedContract.IsHosted(symbol)
            || await HostedFamily.OfAsync(symbol, solution, cancellationToken).ConfigureAwait(false) is not { } family)
        {
            return null;
        }

        var changes = HostedServiceConversion.Changes(family, cancellationToken);
        var changed = await HostRun.ApplyAsync(solution, family, changes, cancellationToken).ConfigureAwait(false);
        return await ConversionCheck.CompilesAsync(solution, changed, family, cancellationToken).ConfigureAwait(false)
            ? new Offer("Turn this hosted service into a unit", (before, token) => WithoutNeedlessUsingsAsync(changed, before, token))
            : null;
    }

    private static async Task<Solution> WithoutNeedlessUsingsAsync(Solution changed, Solution before, CancellationToken cancellationToken)
    {
        foreach (var id in changed.GetChanges(before).GetProjectChanges().SelectMany(project => project.GetChangedDocuments()).ToList())
        {
            if (await changed.GetDocument(id)!.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
                continue;

            var root = await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
            // CS8019: an unnecessary using directive.
            var needless = model.GetDiagnostics(cancellationToken: cancellationToken).Where(diagnostic => diagnostic.Id == "CS8019")
                .Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan)).OfType<UsingDirectiveSyntax>()
                .Where(directive => directive.Name?.ToString() == "Microsoft.Extensions.Hosting").ToList();
            if (needless.Count == 0)
                continue;

            // The blank line before the first directive stays.
            if (needless[0].Parent?.ChildNodes().OfType<UsingDirectiveSyntax>().ToList() is [var first, var second, ..] && first == needless[0]
                && !needless.Contains(second) && !HasComment(second))
            {
                root = root.ReplaceNode(second, second.WithLeadingTrivia(first.GetLeadingTrivia()));
                needless = [.. needless.Select(directive => root.FindNode(directive.Span)).OfType<UsingDirectiveSyntax>()];
            }

            root = root.TrackNodes(needless);
            foreach (var directive in needless)
            {
                var options = HasComment(directive) ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepNoTrivia;
                root = NodeRemoval.Remove(root, root.GetCurrentNode(directive)!, options);
            }

            changed = changed.WithDocumentSyntaxRoot(id, WithoutBlankStart(root));
        }

        return changed;
    }

    private static bool HasComment(UsingDirectiveSyntax directive) =>
        directive.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    // With the last using directive goes the empty line below it.
    private static SyntaxNode WithoutBlankStart(SyntaxNode root)
    {
        var first = root.GetFirstToken();
        return root is CompilationUnitSyntax { Usings.Count: 0 } && first.LeadingTrivia.Count > 0 && first.LeadingTrivia[0].IsKind(SyntaxKind.EndOfLineTrivia)
            ? root.ReplaceToken(first, first.WithLeadingTrivia(first.LeadingTrivia.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))))
            : root;
    }
}
