using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Makes a loop observe the token of its function: in the condition, and in the timed waits of the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4005PassToken))]
[Shared]
public sealed class LCG4005PassToken : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.DeafLoop;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not StatementSyntax loop
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetEnclosingSymbol(reported.SpanStart, cancellationToken) is not { } function
            || LCG4006CaughtCancellation.TokenOf(function, types) is not { } token)
        {
            return null;
        }

        var changes = new Dictionary<SyntaxNode, SyntaxNode>();
        if (ConditionOf(loop) is { RawKind: (int)SyntaxKind.TrueLiteralExpression } endless)
            changes.Add(endless, SyntaxFactory.ParseExpression($"!{token}.IsCancellationRequested").WithTriviaFrom(endless));
        foreach (var call in loop.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && TakesTokenLast(method, call, types))
                changes.Add(call.ArgumentList, AsyncRewrite.WithToken(call.ArgumentList, token));
        }

        if (changes.Count == 0)
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix("Look at the token", () => document.WithSyntaxRoot(root.ReplaceNodes(changes.Keys, (old, _) => changes[old])));
    }

    // Waits for time, and for others, to which a token can be added behind the arguments that are there.
    private static bool TakesTokenLast(IMethodSymbol method, InvocationExpressionSyntax call, KnownSymbols types)
    {
        var given = call.ArgumentList.Arguments.Count;
        if (method is { Name: "Delay" or "WaitForNextTickAsync", ContainingType.Name: "Task" or "PeriodicTimer" })
            return given == (method.Name == "Delay" ? 1 : 0);
        if (call.Parent is not AwaitExpressionSyntax || !LoopCode.IsWaitForOthers(method))
            return false;

        return (method.Parameters.Length == given + 1 && IsToken(method.Parameters[given].Type, types))
            || (method.Parameters.Length == given && method.ContainingType.GetMembers(method.Name).Any(member =>
                member is IMethodSymbol other && other.Parameters.Length == given + 1 && IsToken(other.Parameters[given].Type, types)
                    && types.IsTask(other.ReturnType)));
    }

    private static bool IsToken(ITypeSymbol type, KnownSymbols types) => SymbolEqualityComparer.Default.Equals(type, types.CancellationToken);

    private static ExpressionSyntax? ConditionOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax { Condition: var condition } => condition,
        DoStatementSyntax { Condition: var condition } => condition,
        ForStatementSyntax { Condition: var condition } => condition,
        _ => null,
    };
}
