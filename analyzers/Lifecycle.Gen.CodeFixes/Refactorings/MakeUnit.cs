using System.Composition;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>"Make this class a unit": adds <c>[Unit]</c>, and <c>partial</c> to it and the types around it.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(MakeUnit))]
[Shared]
public sealed class MakeUnit : LifecycleRefactoring
{
    private protected override Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        // A hosted service has a refactoring of its own: marked alone it would be a unit without hooks.
        var isOffered = !IsMarked(symbol) && UnitRewrite.CanBeUnit(type) && !HostedContract.IsHosted(symbol);
        return Task.FromResult(isOffered
            ? new Offer("Make this class a unit", (solution, token) => Change.ApplyAsync(solution, [Change.MarkAsUnit(type, model.Compilation, token)], token))
            : null);
    }
}
