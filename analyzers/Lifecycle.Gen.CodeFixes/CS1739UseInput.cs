using System.Composition;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>
/// The inputs of a worker are called like the parameters of its units: a rename of one changes them, and not the calls of <c>RunAsync</c> and of the
/// constructor that name them. Offers the inputs that the call lacks and that can take the value.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CS1739UseInput))]
[Shared]
public sealed class CS1739UseInput : LifecycleCodeFix
{
    private protected override string RuleId => "CS1739";

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<NameColonSyntax>() is not { Name: var name, Parent: ArgumentSyntax { Parent: ArgumentListSyntax list } argument }
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || Called(list, model, cancellationToken) is not { } called)
        {
            return [];
        }

        var given = new HashSet<string>(list.Arguments.Select(one => one.NameColon?.Name.Identifier.ValueText).OfType<string>(), StringComparer.Ordinal);
        var free = called.Parameters
            .Skip(list.Arguments.TakeWhile(one => one.NameColon is null).Count())
            .Where(parameter => !given.Contains(parameter.Name) && model.ClassifyConversion(argument.Expression, parameter.Type).IsImplicit)
            .ToList();
        var similar = NameSimilarity.Like(name.Identifier.ValueText, free.Select(parameter => parameter.Name)).ToList();
        // The only one that is missing needs no likeness.
        if (similar.Count == 0 && free.Where(parameter => !parameter.IsOptional).ToList() is [var only])
            similar.Add(only.Name);

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. similar.Take(3).Select(input => new Fix(
                $"Use {input}",
                () => document.WithSyntaxRoot(root.ReplaceNode(name, SyntaxFactory.IdentifierName(input).WithTriviaFrom(name))))),
        ];
    }

    /// <summary>What the call means: <c>RunAsync</c> of a worker, or its constructor.</summary>
    private static IMethodSymbol? Called(ArgumentListSyntax list, SemanticModel model, CancellationToken cancellationToken) => list.Parent switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RunAsync" } access }
            when model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is INamedTypeSymbol type && RuntimeTypes.IsGeneratedWorker(type) =>
            type.GetMembers("RunAsync").OfType<IMethodSymbol>().FirstOrDefault(method => method.IsStatic),
        BaseObjectCreationExpressionSyntax creation
            when model.GetTypeInfo(creation, cancellationToken).Type is INamedTypeSymbol type && RuntimeTypes.IsGeneratedWorker(type) =>
            type.InstanceConstructors.FirstOrDefault(),
        _ => null,
    };
}
