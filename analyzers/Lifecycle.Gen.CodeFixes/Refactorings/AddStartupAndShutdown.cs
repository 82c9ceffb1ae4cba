using System.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>"Add a startup and shutdown pair": the hooks that the unit lacks of the two, at its end.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(AddStartupAndShutdown))]
[Shared]
public sealed class AddStartupAndShutdown : LifecycleRefactoring
{
    private const string Tasks = "System.Threading.Tasks.";

    private protected override Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!IsMarked(symbol))
            return Task.FromResult<Offer?>(null);

        var missing = new List<(Phase Phase, string Method)> { (Phase.OnStartup, "StartAsync"), (Phase.OnShutdown, "StopAsync") }
            .FindAll(hook => !Has(symbol, hook.Phase));
        var title = missing.Count switch
        {
            0 => null,
            1 => $"Add the [{missing[0].Phase}] hook",
            _ => "Add a startup and shutdown pair",
        };
        if (title is null)
            return Task.FromResult<Offer?>(null);

        var hooks = missing.ConvertAll(hook => (HookAttributes.FullName(hook.Phase.ToString()), NameFor(hook.Method, symbol)));
        var change = new Change(type, "pair", (root, node) => root.ReplaceNode(node, WithHooks((TypeDeclarationSyntax)node, hooks, root)));
        return Task.FromResult<Offer?>(new Offer(title, (solution, token) => Change.ApplyAsync(solution, [change], token)));
    }

    private static bool Has(INamedTypeSymbol type, Phase phase) => type.GetMembers().OfType<IMethodSymbol>()
        .Any(method => method.GetAttributes().Any(attribute => AttributeReader.PhaseOf(attribute) == phase));

    // A worker has StartAsync and StopAsync from its base class.
    private static string NameFor(string name, INamedTypeSymbol type)
    {
        var taken = type.GetMembers(name).Length > 0 || RuntimeTypes.IsWorker(type);
        return !taken ? name : name == "StartAsync" ? "ComeUpAsync" : "GoDownAsync";
    }

    private static TypeDeclarationSyntax WithHooks(TypeDeclarationSyntax type, IReadOnlyList<(string Attribute, string Name)> hooks, SyntaxNode root)
    {
        var endOfLine = SyntaxFactory.EndOfLine(HookAttributes.EndOfLine(root));
        var indent = HookAttributes.IndentOf(type);
        var inner = indent + HookAttributes.IndentUnit(root);
        if (type.OpenBraceToken.RawKind == 0)
            type = WithBraces(type, indent, endOfLine);
        else if (!EndsLine(type.OpenBraceToken.TrailingTrivia) && type.Members.Count == 0)
            type = (TypeDeclarationSyntax)type.WithOpenBraceToken(type.OpenBraceToken.WithTrailingTrivia(endOfLine));

        // Members and brackets of a one-line declaration get lines of their own.
        var before = type.CloseBraceToken.GetPreviousToken();
        if (!EndsLine(before.TrailingTrivia))
            type = type.ReplaceToken(before, before.WithTrailingTrivia(endOfLine));
        type = (TypeDeclarationSyntax)type.WithCloseBraceToken(type.CloseBraceToken.WithLeadingTrivia(WithIndent(type.CloseBraceToken.LeadingTrivia, indent)));
        var isFirst = type.Members.Count == 0;
        foreach (var (attribute, name) in hooks)
        {
            var header = $"{(isFirst ? "" : endOfLine.ToString())}{inner}[{attribute}]{endOfLine}{inner}private {Tasks}Task {name}";
            var member = SyntaxFactory.ParseMemberDeclaration(
                $"{header}(System.Threading.CancellationToken cancellationToken) => {Tasks}Task.CompletedTask;{endOfLine}")!;
            type = type.AddMembers(member.WithAdditionalAnnotations(Simplifier.Annotation));
            isFirst = false;
        }

        return type;
    }

    // `class C;` with a body.
    private static TypeDeclarationSyntax WithBraces(TypeDeclarationSyntax type, string indent, SyntaxTrivia endOfLine)
    {
        var trailing = type.SemicolonToken.TrailingTrivia;
        var last = type.SemicolonToken.GetPreviousToken();
        type = (TypeDeclarationSyntax)type.WithSemicolonToken(default);
        type = type.ReplaceToken(type.GetLastToken(), last.WithTrailingTrivia(endOfLine));
        return (TypeDeclarationSyntax)type
            .WithOpenBraceToken(SyntaxFactory.Token([SyntaxFactory.Whitespace(indent)], SyntaxKind.OpenBraceToken, [endOfLine]))
            .WithCloseBraceToken(SyntaxFactory.Token([], SyntaxKind.CloseBraceToken, trailing));
    }

    private static bool EndsLine(SyntaxTriviaList trailing) => trailing.Any(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTriviaList WithIndent(SyntaxTriviaList leading, string indent) =>
        leading.Any(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)) ? leading : leading.Add(SyntaxFactory.Whitespace(indent));
}
