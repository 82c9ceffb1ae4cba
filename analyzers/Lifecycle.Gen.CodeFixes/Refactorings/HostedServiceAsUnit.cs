using System.Composition;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>
/// "Mark this hosted service as a unit as it is": the class keeps its base class, its interfaces and its methods, which the worker calls in place of the host;
/// its registrations as a hosted service go. Offered only if the solution compiles afterwards.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(HostedServiceAsUnit))]
[Shared]
public sealed class HostedServiceAsUnit : LifecycleRefactoring
{
    private protected override async Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (IsMarked(symbol) || !HostedContract.IsHosted(symbol)
            || await HostedFamily.AloneAsync(symbol, document.Project, cancellationToken).ConfigureAwait(false) is not { } family)
        {
            return null;
        }

        var solution = document.Project.Solution;
        Change[] changes =
            [Change.MarkAsUnit(type, model.Compilation, cancellationToken), .. HostedServiceConversion.Registrations(family, cancellationToken)];
        // In a program that references the package for it, the worker is to be added to the host.
        var changed = family.Scope.Any(RuntimeTypes.HasHosting)
            ? await Change.ApplyAsync(solution, changes, cancellationToken).ConfigureAwait(false)
            : await HostRun.ApplyAsync(solution, family, changes, cancellationToken).ConfigureAwait(false);
        return await ConversionCheck.CompilesAsync(solution, changed, family, cancellationToken).ConfigureAwait(false)
            ? new Offer("Mark this hosted service as a unit as it is", (_, _) => Task.FromResult(changed))
            : null;
    }
}
