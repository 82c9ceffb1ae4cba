using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>Base of the refactorings: offered on the head of a class, where the runtime is referenced.</summary>
public abstract class LifecycleRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var document = context.Document;
        var cancellationToken = context.CancellationToken;
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || !HeadOf(type).Contains(context.Span)
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || Analyzers.KnownSymbols.In(model.Compilation) is null
            || model.GetDeclaredSymbol(type, cancellationToken) is not INamedTypeSymbol symbol)
        {
            return;
        }

        var solution = document.Project.Solution;
        if (await OfferAsync(document, type, symbol, model, cancellationToken).ConfigureAwait(false) is { } offer)
            context.RegisterRefactoring(CodeAction.Create(offer.Title, token => offer.Apply(solution, token), GetType().Name));
    }

    /// <summary>What to offer on a class, or <see langword="null"/>.</summary>
    private protected abstract Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken);

    /// <summary>Whether a class is a unit or worker already.</summary>
    private protected static bool IsMarked(INamedTypeSymbol type) => Core.Extraction.RuntimeTypes.IsUnit(type) || Core.Extraction.RuntimeTypes.IsWorker(type);

    // From the attributes to the base list; the body has other refactorings.
    private static Microsoft.CodeAnalysis.Text.TextSpan HeadOf(TypeDeclarationSyntax type)
    {
        var end = type.OpenBraceToken.RawKind != 0 ? type.OpenBraceToken.SpanStart : type.Span.End;
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(type.SpanStart, end);
    }

    /// <summary>The title, and the change.</summary>
    private protected sealed record Offer(string Title, Func<Solution, CancellationToken, Task<Solution>> Apply);
}
