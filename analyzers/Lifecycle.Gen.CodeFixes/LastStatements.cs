using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Statements that end the program and may therefore return its exit code.</summary>
internal static class LastStatements
{
    /// <summary>Whether the statement is the last one of the program or of a method, and nothing before it returns without a value.</summary>
    public static bool CanReturn(StatementSyntax statement) => statement.Parent switch
    {
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global =>
            unit.Members.OfType<GlobalStatementSyntax>().Where(s => s.Statement is not LocalFunctionStatementSyntax).LastOrDefault() == global
            && unit.Members.OfType<GlobalStatementSyntax>().All(s => ReturnsNowhere(s)),
        BlockSyntax { Parent: MethodDeclarationSyntax method } block => block.Statements.LastOrDefault() == statement && ReturnsNowhere(method),
        _ => false,
    };

    /// <summary><c>return expression;</c> in place of <c>expression;</c>.</summary>
    public static ReturnStatementSyntax Return(ExpressionStatementSyntax statement) => SyntaxFactory
        .ReturnStatement(statement.Expression.WithoutLeadingTrivia())
        .WithReturnKeyword(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space))
        .WithSemicolonToken(statement.SemicolonToken)
        .WithLeadingTrivia(statement.GetLeadingTrivia());

    private static bool ReturnsNowhere(SyntaxNode node) => !node
        .DescendantNodes(inner => inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(inner => inner is ReturnStatementSyntax { Expression: null });
}
