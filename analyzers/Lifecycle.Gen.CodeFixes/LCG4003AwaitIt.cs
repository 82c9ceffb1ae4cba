using System.Composition;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
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
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } read
            && model.GetOperation(read) is IInvocationOperation operation && ConsoleRead.IsOne(operation))
        {
            return token is not null && AddRead(read, operation.TargetMethod, token, changes);
        }

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

    /// <summary>Another thread reads, and the wait for it ends with the token; the thread stays with its line, and holds no program.</summary>
    private static bool AddRead(
        InvocationExpressionSyntax read, IMethodSymbol method, string token, Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> changes)
    {
        var isAsync = method.Name.EndsWith("Async", StringComparison.Ordinal);
        var takesToken = method.Parameters.Length > 0 && method.Parameters[method.Parameters.Length - 1].Type.Name == "CancellationToken";
        if (isAsync && (read.Parent is not AwaitExpressionSyntax || method.Parameters.Length > (takesToken ? 1 : 0)))
            return false;

        var isReceiver = read.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax;
        changes.Add(read, now =>
        {
            var call = (InvocationExpressionSyntax)now;
            var member = (MemberAccessExpressionSyntax)call.Expression;
            var plain = call.WithExpression(member.WithName(SyntaxFactory.IdentifierName(ConsoleRead.NameOf(method)))).WithoutTrivia();
            if (isAsync)
                plain = plain.WithArgumentList(SyntaxFactory.ArgumentList());

            var run = SyntaxFactory.ParseExpression($"System.Threading.Tasks.Task.Run(() => {plain}).WaitAsync({token})");
            var name = run.DescendantNodes().First(node => node.ToString() == "System.Threading.Tasks.Task.Run");
            run = run.ReplaceNode(name, name.WithAdditionalAnnotations(Simplifier.Annotation));
            ExpressionSyntax awaited = isAsync ? run : AsyncRewrite.Await(run);
            return (isReceiver && !isAsync ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(now);
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
