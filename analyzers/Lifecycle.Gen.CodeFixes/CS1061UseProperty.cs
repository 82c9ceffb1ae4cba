using System.Composition;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>
/// The property of a worker is called like its unit, and generated: a rename of the unit changes it, and not the code that uses it. Offers the properties
/// that are called alike.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CS1061UseProperty))]
[Shared]
public sealed class CS1061UseProperty : LifecycleCodeFix
{
    private protected override string RuleId => "CS1061";

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<IdentifierNameSyntax>() is not { } name
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || WorkerOf(name, model, cancellationToken) is not { } worker)
        {
            return [];
        }

        var properties = worker.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property => !property.IsStatic && model.IsAccessible(name.SpanStart, property))
            .Select(property => property.Name);
        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. NameSimilarity.Like(name.Identifier.ValueText, properties).Take(3).Select(property => new Fix(
                $"Use {property}",
                () => document.WithSyntaxRoot(root.ReplaceNode(name, SyntaxFactory.IdentifierName(property).WithTriviaFrom(name))))),
        ];
    }

    private static INamedTypeSymbol? WorkerOf(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        var receiver = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        return receiver is not null
            && model.GetTypeInfo(receiver, cancellationToken).Type is INamedTypeSymbol type
            && RuntimeTypes.IsGeneratedWorker(type)
            ? type
            : null;
    }
}
