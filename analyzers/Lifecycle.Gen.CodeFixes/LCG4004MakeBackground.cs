using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Makes a startup hook that consists of an endless loop a background hook. Not offered if there is code before the loop, which may belong to the
/// start.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4004MakeBackground))]
[Shared]
public sealed class LCG4004MakeBackground : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.EndlessStartup;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not StatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax method } body } loop
            || body.Statements.TakeWhile(statement => statement != loop).Any(statement => !IsPreparation(statement))
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(method, cancellationToken) is not IMethodSymbol { IsOverride: false, IsVirtual: false } hook
            || types.MarkOf(hook) is not { } mark
            || mark.ApplicationSyntaxReference is not { } reference
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax attribute
            || attribute.SyntaxTree != reported.SyntaxTree)
        {
            return null;
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix("Make it a [Background] hook", () => document.WithSyntaxRoot(root.ReplaceNode(attribute, Background(attribute))));
    }

    // Locals of the loop, initialized without waiting and without side effects on other variables.
    private static bool IsPreparation(StatementSyntax statement) =>
        statement is LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: 0 }
            && !statement.DescendantNodes().Any(node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax);

    // The order is kept; time-outs and retries apply to a start that ends.
    private static AttributeSyntax Background(AttributeSyntax attribute)
    {
        var kept = attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals?.Name.Identifier.ValueText == "Order").ToList() ?? [];
        var background = attribute.WithName(HookAttributes.Name(Phase.Background).WithTriviaFrom(attribute.Name));
        return kept.Count == 0
            ? background.WithArgumentList(null)
            : background.WithArgumentList(attribute.ArgumentList!.WithArguments([kept[0].WithoutTrivia()]));
    }
}
