using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Returns the exit code of a worker from the entry point, if running the worker is the last statement of the program.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5002ReturnExitCode))]
[Shared]
public sealed class LCG5002ReturnExitCode : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.DroppedExitCode;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not AwaitExpressionSyntax)
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        if (reported.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax arrowMain })
            return new Fix("Return the exit code", () => document.WithSyntaxRoot(root.ReplaceNode(arrowMain.ReturnType, WithInt(arrowMain.ReturnType))));
        if (reported.Parent is not ExpressionStatementSyntax statement || !LastStatements.CanReturn(statement))
            return null;

        return new Fix("Return the exit code", () =>
        {
            var method = statement.Parent?.Parent as MethodDeclarationSyntax;
            var changed = method is null ? [(SyntaxNode)statement] : new SyntaxNode[] { statement, method.ReturnType };
            return document.WithSyntaxRoot(root.ReplaceNodes(changed, (_, node) =>
                node is ExpressionStatementSyntax now ? LastStatements.Return(now) : WithInt((TypeSyntax)node)));
        });
    }

    private static TypeSyntax WithInt(TypeSyntax task)
    {
        var simple = (task as QualifiedNameSyntax)?.Right ?? (SimpleNameSyntax)task;
        var generic = SyntaxFactory.GenericName(simple.Identifier.WithTrailingTrivia())
            .WithTypeArgumentList(SyntaxFactory.TypeArgumentList([SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword))]));
        return task.ReplaceNode(simple, generic.WithTriviaFrom(simple));
    }
}
