using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Returns <c>Task.CompletedTask</c> in place of null.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG3005ReturnCompleted))]
[Shared]
public sealed class LCG3005ReturnCompleted : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.NullTask;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        // The value of a local is assigned elsewhere.
        if (reported is not (LiteralExpressionSyntax or DefaultExpressionSyntax or ConditionalAccessExpressionSyntax))
            return null;

        var value = (ExpressionSyntax)reported;
        var whole = value;
        while (whole.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure)
            whole = sure;
        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix("Return Task.CompletedTask", () => document.WithSyntaxRoot(root.ReplaceNode(whole, NotNull(value).WithTriviaFrom(whole))));
    }

    private static ExpressionSyntax NotNull(ExpressionSyntax value)
    {
        var completed = SyntaxFactory.ParseExpression("System.Threading.Tasks.Task.CompletedTask").WithAdditionalAnnotations(Simplifier.Annotation);
        return value is ConditionalAccessExpressionSyntax
            ? SyntaxFactory.BinaryExpression(SyntaxKind.CoalesceExpression, value.WithoutTrivia(), completed).WithAdditionalAnnotations(Formatter.Annotation)
            : completed;
    }
}
