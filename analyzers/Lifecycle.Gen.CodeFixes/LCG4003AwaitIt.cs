using System.Composition;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Awaits what a hook blocks its thread on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4003AwaitIt))]
[Shared]
public sealed class LCG4003AwaitIt : AwaitFix
{
    private protected override string RuleId => RuleIds.BlockingWait;

    private protected override bool AddAwait(ExpressionSyntax expression, SemanticModel model, Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> changes)
    {
        var token = TokenAt(expression, model);
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } call
            && BlockingCalls.IsKnown(model.GetSymbolInfo(call).Symbol))
        {
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: "Wait", ContainingType.Name: "SemaphoreSlim" })
                return false;

            var added = call.ArgumentList.Arguments.Count == 0 ? token : null;
            changes.Add(expression, now => AsyncRewrite.Await(WaitAsync((InvocationExpressionSyntax)now, added)));
            return true;
        }

        if (Awaited(expression) is null
            || expression.Parent is ConditionalAccessExpressionSyntax
            || (IsWaitAll(expression) && !HasEquivalent(expression, model)))
        {
            return false;
        }

        var needsParentheses = expression.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            || expression.Parent is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax;
        changes.Add(expression, now =>
        {
            var await = AsyncRewrite.Await(Awaited((ExpressionSyntax)now, token)!.WithoutTrivia());
            return (needsParentheses ? SyntaxFactory.ParenthesizedExpression(await) : (ExpressionSyntax)await).WithTriviaFrom(now);
        });
        return true;
    }

    private static InvocationExpressionSyntax WaitAsync(InvocationExpressionSyntax call, string? token)
    {
        var member = (MemberAccessExpressionSyntax)call.Expression;
        var waited = call.WithExpression(member.WithName(SyntaxFactory.IdentifierName("WaitAsync").WithTriviaFrom(member.Name)));
        return token is null ? waited : waited.WithArgumentList(AsyncRewrite.WithToken(waited.ArgumentList, token));
    }

    private static bool IsWaitAll(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAll" } };

    // Time-outs and tokens mean that the wait may end before the tasks do.
    private static bool HasEquivalent(ExpressionSyntax expression, SemanticModel model) =>
        expression.Parent is ExpressionStatementSyntax && model.GetSymbolInfo(expression).Symbol is IMethodSymbol { ReturnsVoid: true, Parameters.Length: 1 };

    // Of the function itself: one around it may end at another time.
    private static string? TokenAt(ExpressionSyntax expression, SemanticModel model) =>
        (model.GetEnclosingSymbol(expression.SpanStart) as IMethodSymbol)?.Parameters
            .FirstOrDefault(parameter => parameter.Type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" })?.Name;

    private static ExpressionSyntax? Awaited(ExpressionSyntax expression, string? token = null) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: var task } => task,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" }, ArgumentList: var time } =>
            SyntaxFactory.InvocationExpression(
                SyntaxFactory.ParseExpression("System.Threading.Tasks.Task.Delay").WithAdditionalAnnotations(Simplifier.Annotation),
                token is null ? time : AsyncRewrite.WithToken(time, token)),
        InvocationExpressionSyntax { ArgumentList: var tasks } when IsWaitAll(expression) =>
            SyntaxFactory.InvocationExpression(
                SyntaxFactory.ParseExpression("System.Threading.Tasks.Task.WhenAll").WithAdditionalAnnotations(Simplifier.Annotation),
                tasks),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: var task } } wait
            when wait.ArgumentList.Arguments.Count == 0 => task,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult", Expression: var awaiter } }
            when awaiter is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var task } } => task,
        _ => null,
    };
}
