using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Corrects the return type of a hook with a result that the engine cannot use: <c>Task&lt;T&gt;</c> becomes <c>Task</c>, any other type <c>void</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG3001ReturnType))]
[Shared]
public sealed class LCG3001ReturnType : LifecycleCodeFix
{
    // The compiler distinguishes a discard from a name by the kind of the token, not by its text.
    private static readonly IdentifierNameSyntax s_discard = SyntaxFactory.IdentifierName(
        SyntaxFactory.Identifier(leading: default, SyntaxKind.UnderscoreToken, "_", "_", trailing: default));

    private protected override string RuleId => RuleIds.HookSignature;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not MethodDeclarationSyntax method
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(method, cancellationToken) is not { IsOverride: false, IsVirtual: false, IsStatic: false, IsGenericMethod: false } symbol
            || types.PhaseOf(symbol) is null or { Phase: Phase.Lifespan }
            || symbol.ReturnsByRef || symbol.ReturnsByRefReadonly
            || method.DescendantNodes().Any(node => node is YieldStatementSyntax)
            || ReturnTypeFor(method, symbol, types) is not { } returnType)
        {
            return null;
        }

        // With wrong parameters the diagnostic would remain.
        var fits = symbol.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p.Type, types.CancellationToken)
            || p.Type.ToDisplayString() == "Lifecycle.IWorkerContext");
        if (!fits || symbol.Parameters.Length > 2)
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix($"Return {returnType.Name}", () => document.WithSyntaxRoot(root.ReplaceNode(method, returnType.Change(method))));
    }

    private static (string Name, Func<MethodDeclarationSyntax, MethodDeclarationSyntax> Change)? ReturnTypeFor(
        MethodDeclarationSyntax method,
        IMethodSymbol symbol,
        KnownSymbols types)
    {
        var result = symbol.ReturnType as INamedTypeSymbol;
        var isValueTask = result is { Name: "ValueTask", TypeArguments.Length: 1 };
        var isTask = result is { Name: "Task", TypeArguments.Length: 1 };
        if ((isTask || isValueTask) && types.IsTask(result))
        {
            var simple = ((method.ReturnType as QualifiedNameSyntax)?.Right ?? method.ReturnType) as GenericNameSyntax;
            if (simple is null)
                return null;

            var name = SyntaxFactory.IdentifierName(simple.Identifier).WithTriviaFrom(simple);
            var shorter = method.ReplaceNode(simple, name);
            // A Task<T> is a Task; a ValueTask<T> is no ValueTask and has to be awaited.
            return (
                isTask ? "Task" : "ValueTask",
                _ => symbol.IsAsync ? DropResults(shorter) : isTask ? shorter : (MethodDeclarationSyntax)AsyncRewrite.MakeAsync(shorter));
        }

        if (symbol.IsAsync || types.IsTask(result) || symbol.ReturnsVoid || symbol.ReturnType.TypeKind == TypeKind.Error)
            return null;

        var nothing = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword)).WithTriviaFrom(method.ReturnType);
        return ("void", _ => DropResults(method.WithReturnType(nothing)));
    }

    private static MethodDeclarationSyntax DropResults(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } arrow)
            return IsStatement(arrow.Expression) ? method : method.WithExpressionBody(arrow.WithExpression(Discard(arrow.Expression)));

        return method.Body is null ? method : method.WithBody((BlockSyntax)new ReturnsGiveNothing(method.Body.Statements.LastOrDefault()).Visit(method.Body));
    }

    private static bool IsStatement(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax
        || expression is ObjectCreationExpressionSyntax or ThrowExpressionSyntax
        || expression.IsKind(SyntaxKind.PostIncrementExpression) || expression.IsKind(SyntaxKind.PreIncrementExpression);

    private static AssignmentExpressionSyntax Discard(ExpressionSyntax expression) => SyntaxFactory
        .AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, s_discard, expression.WithoutTrivia())
        .WithTriviaFrom(expression).WithAdditionalAnnotations(Formatter.Annotation);

    private sealed class ReturnsGiveNothing(StatementSyntax? last) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
        {
            if (node.Expression is not { } value)
                return node;

            // Evaluating a plain value has no side effect.
            if (value is LiteralExpressionSyntax or DefaultExpressionSyntax or IdentifierNameSyntax)
                return node == last ? null : SyntaxFactory.ReturnStatement().WithTriviaFrom(node);

            var kept = SyntaxFactory.ExpressionStatement(IsStatement(value) ? value.WithoutTrivia() : Discard(value.WithoutTrivia()));
            return node == last
                ? kept.WithTriviaFrom(node)
                : SyntaxFactory.Block(kept, SyntaxFactory.ReturnStatement()).WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation);
        }

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;
    }
}
