using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>Makes a hook of a method that the host calls.</summary>
internal static class HostedMethodRewrite
{
    private static ExpressionSyntax Completed =>
        SyntaxFactory.ParseExpression("System.Threading.Tasks.Task.CompletedTask").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The method as a hook, without calls of its former base class.</summary>
    public static MethodDeclarationSyntax ToHook(MethodDeclarationSyntax method, HookPlan plan, ISet<int> baseCalls)
    {
        method = WithoutBaseCalls(method, baseCalls);
        method = WithModifiers(
            method.WithExplicitInterfaceSpecifier(null).WithIdentifier(SyntaxFactory.Identifier(plan.Name).WithTriviaFrom(method.Identifier)),
            plan.Modifiers);
        return AttributeRewrite.AddBefore(method, HookAttributes.FullName(plan.Phase.ToString()), plan.Comment);
    }

    /// <summary><c>Dispose</c> on its own.</summary>
    public static MethodDeclarationSyntax ToDispose(MethodDeclarationSyntax method, bool isOverridden, bool isOverride, ISet<int> baseCalls) =>
        WithModifiers(
            WithoutBaseCalls(method, baseCalls),
            isOverride ? [SyntaxKind.PublicKeyword, SyntaxKind.OverrideKeyword]
                : isOverridden ? [SyntaxKind.PublicKeyword, SyntaxKind.VirtualKeyword]
                : [SyntaxKind.PublicKeyword]);

    /// <summary>Whether nothing is left of a method without the calls.</summary>
    public static bool IsOnlyBaseCall(MethodDeclarationSyntax method, IReadOnlyList<InvocationExpressionSyntax> baseCalls) =>
        (method.ExpressionBody is { } arrow && baseCalls.Contains(arrow.Expression))
        || (method.Body is { Statements: var statements }
            && statements.All(statement => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && baseCalls.Contains(call)));

    private static MethodDeclarationSyntax WithModifiers(MethodDeclarationSyntax method, IReadOnlyList<SyntaxKind> access)
    {
        var leading = method.GetLeadingTrivia();
        var hasAttributes = method.AttributeLists.Count > 0;
        var before = hasAttributes ? (method.Modifiers.Count > 0 ? method.Modifiers[0] : method.ReturnType.GetFirstToken()).LeadingTrivia : leading;
        var kept = method.Modifiers.Where(modifier => !(SyntaxFacts.IsAccessibilityModifier(modifier.Kind())
            || modifier.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.SealedKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword))
            .Select(modifier => modifier.WithLeadingTrivia());
        var modifiers = access.Select(kind => SyntaxFactory.Token([], kind, [SyntaxFactory.Space])).Concat(kept).ToList();
        modifiers[0] = modifiers[0].WithLeadingTrivia(before);
        if (method.Modifiers.Count == 0)
            method = method.WithReturnType(method.ReturnType.WithoutLeadingTrivia());
        return method.WithModifiers(SyntaxFactory.TokenList(modifiers));
    }

    private static MethodDeclarationSyntax WithoutBaseCalls(MethodDeclarationSyntax method, ISet<int> indices)
    {
        if (indices.Count == 0)
            return method;

        var calls = method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where((_, i) => indices.Contains(i)).ToList();
        var statements = new List<StatementSyntax>();
        var values = new List<ExpressionSyntax>();
        foreach (var call in calls)
        {
            var whole = Whole(call);
            if (whole.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement)
                statements.Add(statement);
            else
                values.Add(whole.Parent is ArrowExpressionClauseSyntax or ExpressionStatementSyntax ? whole : call);
        }

        var marks = statements.ToDictionary(statement => (SyntaxNode)statement, _ => new SyntaxAnnotation());
        method = method.ReplaceNodes(statements.Concat<SyntaxNode>(values), (old, now) => marks.TryGetValue(old, out var mark)
            ? now.WithAdditionalAnnotations(mark)
            : old is AwaitExpressionSyntax && old.Parent is ExpressionStatementSyntax
                ? AsyncRewrite.Await(Completed).WithTriviaFrom(now)
                : Completed.WithTriviaFrom(now));
        foreach (var mark in marks.Values)
            method = (MethodDeclarationSyntax)NodeRemoval.Remove(method, method.GetAnnotatedNodes(mark).Single());
        method = WithoutBlankStart(method);
        var returnsTask = !AsyncRewrite.IsVoid(method.ReturnType);
        if (returnsTask && method.Modifiers.Any(SyntaxKind.AsyncKeyword) && !Awaits(method))
            return Synchronous(method);

        return method;
    }

    // `base.StartAsync(token)` with the await, ConfigureAwait and parentheses around it.
    private static ExpressionSyntax Whole(ExpressionSyntax call)
    {
        while (true)
        {
            switch (call.Parent)
            {
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax:
                    call = (ExpressionSyntax)call.Parent;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }:
                    call = configured;
                    break;
                default:
                    return call;
            }
        }
    }

    private static MethodDeclarationSyntax WithoutBlankStart(MethodDeclarationSyntax method)
    {
        if (method.Body?.Statements.FirstOrDefault() is not { } first)
            return method;

        var leading = first.GetLeadingTrivia();
        var blank = leading.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Count();
        return blank == 0 ? method : method.ReplaceNode(first, first.WithLeadingTrivia(leading.Skip(blank)));
    }

    private static bool Awaits(MethodDeclarationSyntax method) => method
        .DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(node => node is AwaitExpressionSyntax || node.ChildTokens().Any(token => token.IsKind(SyntaxKind.AwaitKeyword)));

    // Nothing is left to await: the same without `async`, which would only warn.
    private static MethodDeclarationSyntax Synchronous(MethodDeclarationSyntax method)
    {
        method = method.WithModifiers(SyntaxFactory.TokenList(method.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))));
        if (method.Body is not { } body)
            return method;

        body = (BlockSyntax)new ReturnsGiveTask().Visit(body);
        if (body.Statements.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax))
        {
            var indent = body.Statements.LastOrDefault() is { } last
                ? HookAttributes.IndentOf(last)
                : HookAttributes.IndentOf(body.CloseBraceToken.LeadingTrivia) + HookAttributes.IndentUnit(method);
            body = body.AddStatements(ReturnsGiveTask.Return()
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indent))
                .WithTrailingTrivia(SyntaxFactory.EndOfLine(HookAttributes.EndOfLine(method))));
        }

        return method.WithBody(body);
    }

    private sealed class ReturnsGiveTask : CSharpSyntaxRewriter
    {
        // Parsed, so that no trivia of it is elastic.
        public static ReturnStatementSyntax Return()
        {
            var statement = (ReturnStatementSyntax)SyntaxFactory.ParseStatement("return x;");
            return statement.WithExpression(Completed);
        }

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => node.Expression is null ? Return().WithTriviaFrom(node) : node;

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;
    }
}
