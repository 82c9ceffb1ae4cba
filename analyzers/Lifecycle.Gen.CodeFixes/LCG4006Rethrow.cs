using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Rethrows the cancellation of a background hook, in a clause before the one that catches everything.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4006Rethrow))]
[Shared]
public sealed class LCG4006Rethrow : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.CaughtCancellation;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var function = reported.Ancestors()
            .FirstOrDefault(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        if (reported is not CatchClauseSyntax { Parent: TryStatementSyntax attempt } clause
            || function is null or AnonymousFunctionExpressionSyntax
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(function, cancellationToken) is not { } symbol
            || LCG4006CaughtCancellation.TokenOf(symbol, types) is not { } token)
        {
            return null;
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix("Let cancellation through", () => document.WithSyntaxRoot(root.ReplaceNode(
            attempt, attempt.WithCatches(attempt.Catches.Insert(attempt.Catches.IndexOf(clause), Rethrow(token, clause, HookAttributes.EndOfLine(root)))))));
    }

    private static CatchClauseSyntax Rethrow(string token, CatchClauseSyntax before, string endOfLine)
    {
        var end = SyntaxFactory.EndOfLine(endOfLine);
        var header = $"catch (System.OperationCanceledException) when ({token}.IsCancellationRequested)";
        var clause = ((TryStatementSyntax)SyntaxFactory.ParseStatement($"try {{ }} {header} {{ throw; }}")).Catches[0];
        if (before.GetLeadingTrivia().ToString().Trim().Length == 0 && before.Parent?.ToString().IndexOf('\n') < 0)
            return clause.ReplaceNode(clause.Declaration!.Type, Short(clause))
                .WithLeadingTrivia(before.GetLeadingTrivia())
                .WithTrailingTrivia(SyntaxFactory.Space);

        var indent = HookAttributes.IndentOf(before);
        var lines = $"{header}{endOfLine}{indent}{{{endOfLine}{indent}    throw;{endOfLine}{indent}}}";
        clause = ((TryStatementSyntax)SyntaxFactory.ParseStatement("try { } " + lines)).Catches[0];
        return clause.ReplaceNode(clause.Declaration!.Type, Short(clause))
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indent)).WithTrailingTrivia(end);
    }

    private static TypeSyntax Short(CatchClauseSyntax clause) => clause.Declaration!.Type.WithAdditionalAnnotations(Simplifier.Annotation);
}
