using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>Removes registrations of hosted services; a chain of calls goes on without them, and directives between the calls stay.</summary>
internal static class RegistrationRemoval
{
    /// <summary>The change that removes a registration.</summary>
    public static Change Of(HostedRegistrations.Registration registration, CancellationToken cancellationToken) =>
        Of(registration.Node, registration.Compilation.GetSemanticModel(registration.Node.SyntaxTree), cancellationToken);

    /// <summary>The change that removes the call of a registration, or its descriptor in a list.</summary>
    public static Change Of(ExpressionSyntax node, SemanticModel model, CancellationToken cancellationToken)
    {
        var isBody = BodyWithoutValue(node, model, cancellationToken);
        return new Change(node, "registration", (root, now) => Without(root, (ExpressionSyntax)now, isBody));
    }

    // `=> services.AddHostedService<C>()` as the body of a function that returns nothing.
    private static bool BodyWithoutValue(ExpressionSyntax node, SemanticModel model, CancellationToken cancellationToken)
    {
        var function = node.Parent is ArrowExpressionClauseSyntax arrow ? arrow.Parent : node.Parent as LambdaExpressionSyntax;
        var symbol = function switch
        {
            LambdaExpressionSyntax lambda => model.GetSymbolInfo(lambda, cancellationToken).Symbol,
            null => null,
            _ => model.GetDeclaredSymbol(function, cancellationToken),
        };
        return symbol is IMethodSymbol { ReturnsVoid: true };
    }

    private static SyntaxNode Without(SyntaxNode root, ExpressionSyntax node, bool isBody)
    {
        // One descriptor of several in a list.
        if (node is not InvocationExpressionSyntax call || node.Parent is ExpressionElementSyntax or InitializerExpressionSyntax)
            return root.RemoveNode(node.Parent is ExpressionElementSyntax ? node.Parent : node, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

        var receiver = ReceiverOf(call);
        var isChain = receiver is InvocationExpressionSyntax && call.Expression is not MemberBindingExpressionSyntax;
        if (isBody && !isChain)
            return WithEmptyBody(root, node);

        SyntaxNode whole = call.Expression is MemberBindingExpressionSyntax && call.Parent is ConditionalAccessExpressionSyntax conditional
            ? conditional
            : call;
        if (!isChain && StatementOf((ExpressionSyntax)whole) is { } statement)
            return WithoutStatement(root, statement);

        return NodeRemoval.KeepBeginning(root, (ExpressionSyntax)whole, receiver);
    }

    // `services` in `services.AddHostedService<C>()`, `services?.AddHostedService<C>()` and `Extensions.AddHostedService<C>(services)`.
    private static ExpressionSyntax ReceiverOf(InvocationExpressionSyntax call) => call switch
    {
        { Expression: MemberBindingExpressionSyntax, Parent: ConditionalAccessExpressionSyntax { Expression: var receiver } } => receiver,
        { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var type } } } when IsExtensionClass(type) =>
            call.ArgumentList.Arguments[0].Expression,
        { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } => receiver,
        _ => call,
    };

    private static bool IsExtensionClass(string name) =>
        name is "ServiceCollectionHostedServiceExtensions" or "ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions";

    // The statement that is nothing but the call, its result dropped or assigned back.
    private static ExpressionStatementSyntax? StatementOf(ExpressionSyntax whole) => whole.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Parent: ExpressionStatementSyntax statement } assignment
            when assignment.Right == whole && (target.Identifier.ValueText == "_" || IsSame(target, whole)) => statement,
        _ => null,
    };

    private static bool IsSame(IdentifierNameSyntax target, ExpressionSyntax call) =>
        call is InvocationExpressionSyntax invocation
            && ReceiverOf(invocation) is IdentifierNameSyntax receiver
            && receiver.Identifier.ValueText == target.Identifier.ValueText;

    private static SyntaxNode WithEmptyBody(SyntaxNode root, ExpressionSyntax node)
    {
        // Without elastic trivia it stays on one line.
        var empty = SyntaxFactory.Block(
            SyntaxFactory.Token([], SyntaxKind.OpenBraceToken, [SyntaxFactory.Space]), [], SyntaxFactory.Token([], SyntaxKind.CloseBraceToken, []));
        if (node.Parent is LambdaExpressionSyntax lambda)
            return root.ReplaceNode(lambda, lambda.WithBody(empty));

        var arrow = (ArrowExpressionClauseSyntax)node.Parent!;
        return arrow.Parent switch
        {
            MethodDeclarationSyntax method => root.ReplaceNode(
                method,
                method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(empty.WithTrailingTrivia(method.SemicolonToken.TrailingTrivia))),
            LocalFunctionStatementSyntax local => root.ReplaceNode(
                local,
                local.WithExpressionBody(null).WithSemicolonToken(default).WithBody(empty.WithTrailingTrivia(local.SemicolonToken.TrailingTrivia))),
            _ => root,
        };
    }

    private static SyntaxNode WithoutStatement(SyntaxNode root, ExpressionStatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax => NodeRemoval.Remove(root, statement),
        GlobalStatementSyntax global => NodeRemoval.Remove(root, global, SyntaxRemoveOptions.KeepLeadingTrivia),
        _ => root.ReplaceNode(statement, SyntaxFactory.Block().WithTriviaFrom(statement)),
    };
}
