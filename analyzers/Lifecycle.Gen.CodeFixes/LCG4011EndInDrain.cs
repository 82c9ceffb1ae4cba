using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Ends a background task in the drain: the shutdown hook becomes a drain hook where it does nothing else, else the statement moves to a drain hook of its
/// own.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4011EndInDrain))]
[Shared]
public sealed class LCG4011EndInDrain : LifecycleCodeFix
{
    private static readonly string[] s_names = ["Drain", "Quiesce", "EndBackground"];

    private protected override string RuleId => RuleIds.EndedTooLate;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || HookCodeReader.Around(place, model, types, cancellationToken) is not { } body
            || body.LateEnds.FirstOrDefault(late => late.Loop.Syntax == place) is not { EndsInDrain: false } late
            || late.Ender is not IMethodSymbol { IsOverride: false, IsVirtual: false } ender
            || types.MarkOf(ender)?.ApplicationSyntaxReference is not { } reference
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax attribute
            || attribute.SyntaxTree != place.SyntaxTree
            || types.PhaseOf(ender) is not { Phase: Phase.OnShutdown }
            || late.End.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax } method)
        {
            return null;
        }

        var root = await place.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var statement = late.End.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        if (statement is null ? method.ExpressionBody is not null : method.Body is { Statements: [var only] } && only == statement)
            return new Fix("End it in the drain",
                () => document.WithSyntaxRoot(root.ReplaceNode(attribute.Name, HookAttributes.Name(Phase.OnDrain).WithTriviaFrom(attribute.Name))));

        return statement is { Parent: BlockSyntax block } && block == method.Body && !NamesLocal(statement, model, cancellationToken)
            && FreeName(ender.ContainingType) is { } name
            ? new Fix("End it in the drain", () => document.WithSyntaxRoot(Move(root, statement, method, name)))
            : null;
    }

    private static SyntaxNode Move(SyntaxNode root, ExpressionStatementSyntax statement, MethodDeclarationSyntax method, string name)
    {
        var endOfLine = HookAttributes.EndOfLine(root);
        var indent = HookAttributes.IndentOf(method);
        var isAsync = statement.Expression is AwaitExpressionSyntax;
        var text = $"private {(isAsync ? "async System.Threading.Tasks.Task" : "void")} {name}() => {statement.Expression.WithoutTrivia()};";
        var hook = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text)!;
        hook = HookAttributes.Mark(hook.WithReturnType(hook.ReturnType.WithAdditionalAnnotations(Simplifier.Annotation))
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indent)), Phase.OnDrain, endOfLine);
        var blank = SyntaxFactory.EndOfLine(endOfLine);
        hook = method.GetLeadingTrivia() is [var first, ..] && first.IsKind(SyntaxKind.EndOfLineTrivia)
            ? hook.WithLeadingTrivia(hook.GetLeadingTrivia().Insert(0, blank)).WithTrailingTrivia(blank)
            : hook.WithTrailingTrivia(blank, blank);
        var tracked = root.TrackNodes(statement, method);
        tracked = tracked.InsertNodesBefore(tracked.GetCurrentNode(method)!, [hook]);
        return tracked.RemoveNode(tracked.GetCurrentNode(statement)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    private static bool NamesLocal(SyntaxNode statement, SemanticModel model, CancellationToken cancellationToken) =>
        statement.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol
                or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } });

    private static string? FreeName(INamedTypeSymbol type)
    {
        return s_names.FirstOrDefault(name => !IsTaken(type, name));

        static bool IsTaken(INamedTypeSymbol? type, string name) => type is not null && (!type.GetMembers(name).IsEmpty || IsTaken(type.BaseType, name));
    }
}
