using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Turns synchronous functions into ones that await.</summary>
internal static class AsyncRewrite
{
    private static readonly TypeSyntax s_task = SyntaxFactory.ParseTypeName("System.Threading.Tasks.Task").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary><c>void</c> becomes <c>async Task</c>; a task type stays, and what was returned is awaited.</summary>
    public static SyntaxNode MakeAsync(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.AsyncKeyword) => method,
        MethodDeclarationSyntax method when IsVoid(method.ReturnType) => WithAsync(method.WithReturnType(TaskLike(method.ReturnType))),
        MethodDeclarationSyntax method => WithAsync(AwaitReturned(method)),
        LocalFunctionStatementSyntax local when local.Modifiers.Any(SyntaxKind.AsyncKeyword) => local,
        LocalFunctionStatementSyntax local => WithAsync(local.WithReturnType(TaskLike(local.ReturnType))),
        _ => function,
    };

    /// <summary>Whether the function is synchronous, and can become asynchronous with no other effect on callers than a returned task.</summary>
    public static bool CanBecomeAsync(SyntaxNode function)
    {
        var (returnType, modifiers, parameters, body) = function switch
        {
            MethodDeclarationSyntax method => (method.ReturnType, method.Modifiers, method.ParameterList, (SyntaxNode?)method.Body ?? method.ExpressionBody),
            LocalFunctionStatementSyntax local => (local.ReturnType, local.Modifiers, local.ParameterList, (SyntaxNode?)local.Body ?? local.ExpressionBody),
            _ => default,
        };
        return body is not null
            && !modifiers.Any(m => m.IsKind(SyntaxKind.OverrideKeyword)
                || m.IsKind(SyntaxKind.VirtualKeyword)
                || m.IsKind(SyntaxKind.PartialKeyword)
                || m.IsKind(SyntaxKind.UnsafeKeyword))
            && !parameters!.Parameters.Any(p => p.Modifiers.Any())
            && (IsVoid(returnType!) || function is MethodDeclarationSyntax)
            && !body.DescendantNodes().Any(node => node is YieldStatementSyntax);
    }

    /// <summary>The return type <c>Task</c>, written as short as the file allows, in place of another.</summary>
    public static TypeSyntax TaskLike(TypeSyntax replaced) => s_task.WithTriviaFrom(replaced);

    public static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    /// <summary>Adds the modifier as the last one before the return type.</summary>
    public static MethodDeclarationSyntax WithAsync(MethodDeclarationSyntax method) => method.Modifiers.Count > 0
        ? method.AddModifiers(AsyncKeyword())
        : method.WithModifiers([AsyncKeyword().WithLeadingTrivia(method.ReturnType.GetLeadingTrivia())]).WithReturnType(method.ReturnType.WithLeadingTrivia());

    /// <summary><c>await expression</c>, with parentheses where the expression needs them.</summary>
    public static AwaitExpressionSyntax Await(ExpressionSyntax expression)
    {
        var needsParentheses = expression is ConditionalAccessExpressionSyntax or BinaryExpressionSyntax or ConditionalExpressionSyntax
            || expression is SwitchExpressionSyntax or AssignmentExpressionSyntax;
        var operand = needsParentheses
            ? SyntaxFactory.ParenthesizedExpression(expression.WithoutTrivia())
            : expression.WithoutTrivia();
        return SyntaxFactory.AwaitExpression(SyntaxFactory.Token([], SyntaxKind.AwaitKeyword, [SyntaxFactory.Space]), operand)
            .WithTriviaFrom(expression);
    }

    /// <summary>Passes a token on, behind the other arguments.</summary>
    public static ArgumentListSyntax WithToken(ArgumentListSyntax list, string token) =>
        list.WithArguments(CommaLists.Append(list.Arguments, SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token))));

    private static LocalFunctionStatementSyntax WithAsync(LocalFunctionStatementSyntax local) => local.Modifiers.Count > 0
        ? local.AddModifiers(AsyncKeyword())
        : local.WithModifiers([AsyncKeyword().WithLeadingTrivia(local.ReturnType.GetLeadingTrivia())]).WithReturnType(local.ReturnType.WithLeadingTrivia());

    private static SyntaxToken AsyncKeyword() => SyntaxFactory.Token([], SyntaxKind.AsyncKeyword, [SyntaxFactory.Space]);

    private static MethodDeclarationSyntax AwaitReturned(MethodDeclarationSyntax method) => method.ExpressionBody is { } arrow
        ? method.WithExpressionBody(arrow.WithExpression(Await(arrow.Expression)))
        : method.WithBody((BlockSyntax)new ReturnsBecomeAwaits(method.Body!.Statements.LastOrDefault()).Visit(method.Body!));

    // A returned task is awaited instead; a completed task needs no return at all.
    private sealed class ReturnsBecomeAwaits(StatementSyntax? last) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
        {
            if (node.Expression is not { } value)
                return node;
            if (IsFinished(value))
                return node == last ? null : SyntaxFactory.ReturnStatement().WithTriviaFrom(node);

            var await = SyntaxFactory.ExpressionStatement(Await(value.WithoutTrivia()));
            return node == last
                ? await.WithTriviaFrom(node)
                : SyntaxFactory.Block(await, SyntaxFactory.ReturnStatement()).WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation);
        }

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;

        private static bool IsFinished(ExpressionSyntax value) =>
            value is LiteralExpressionSyntax or DefaultExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };
    }
}
