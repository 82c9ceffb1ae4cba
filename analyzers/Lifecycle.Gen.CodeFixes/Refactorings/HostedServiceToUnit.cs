using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>
/// "Turn this hosted service into a unit": what the host calls become hooks, and the host's base class and interfaces go. Base classes in
/// source and all that derive from them change together, because hooks are no longer called through an interface.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(HostedServiceToUnit))]
[Shared]
public sealed class HostedServiceToUnit : LifecycleRefactoring
{
    private protected override Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        var family = IsMarked(symbol) || !HostedTypes.IsHosted(symbol) ? null : HostedFamily.Of(symbol, model.Compilation, cancellationToken);
        return Task.FromResult(family is null ? null : new Offer("Turn this hosted service into a unit", async (solution, token) =>
        {
            var changes = HostedServiceConversion.Changes(family, model.Compilation, token);
            var changed = await Change.ApplyAsync(solution, changes, token).ConfigureAwait(false);
            return await WithoutNeedlessUsingsAsync(changed, solution, token).ConfigureAwait(false);
        }));
    }

    private static async Task<Solution> WithoutNeedlessUsingsAsync(Solution changed, Solution before, CancellationToken cancellationToken)
    {
        foreach (var id in changed.GetChanges(before).GetProjectChanges().SelectMany(project => project.GetChangedDocuments()).ToList())
        {
            if (await changed.GetDocument(id)!.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
                continue;

            var root = await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
            // The compiler's own word on it: CS8019.
            var needless = model.GetDiagnostics(cancellationToken: cancellationToken).Where(diagnostic => diagnostic.Id == "CS8019")
                .Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan)).OfType<UsingDirectiveSyntax>()
                .Where(directive => directive.Name?.ToString() == "Microsoft.Extensions.Hosting").ToList();
            if (needless.Count > 0 && root.RemoveNodes(needless, SyntaxRemoveOptions.KeepLeadingTrivia) is { } rest)
                changed = changed.WithDocumentSyntaxRoot(id, WithoutBlankStart(rest));
        }

        return changed;
    }

    // With the last using directive goes the empty line below it.
    private static SyntaxNode WithoutBlankStart(SyntaxNode root)
    {
        var first = root.GetFirstToken();
        return root is CompilationUnitSyntax { Usings.Count: 0 } && first.LeadingTrivia.Count > 0 && first.LeadingTrivia[0].IsKind(SyntaxKind.EndOfLineTrivia)
            ? root.ReplaceToken(first, first.WithLeadingTrivia(first.LeadingTrivia.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))))
            : root;
    }
}
