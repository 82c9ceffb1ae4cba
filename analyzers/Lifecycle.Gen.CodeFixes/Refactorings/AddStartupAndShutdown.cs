using System.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>"Add a startup and shutdown pair": the hooks that the unit lacks of the two, at its end.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(AddStartupAndShutdown))]
[Shared]
public sealed class AddStartupAndShutdown : LifecycleRefactoring
{
    private protected override Task<Offer?> OfferAsync(
        Document document,
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!IsMarked(symbol))
            return Task.FromResult<Offer?>(null);

        var missing = new[] { (Phase: Phase.OnStartup, Method: "StartAsync"), (Phase: Phase.OnShutdown, Method: "StopAsync") }.Where(hook => !Has(symbol, hook.Phase)).ToList();
        var title = missing.Count switch
        {
            0 => null,
            1 => $"Add the [{missing[0].Phase}] hook",
            _ => "Add a startup and shutdown pair",
        };
        if (title is null)
            return Task.FromResult<Offer?>(null);

        var hooks = missing.Select(hook => Hook(hook.Phase, NameFor(hook.Method, symbol))).ToArray();
        return Task.FromResult<Offer?>(new Offer(
            title,
            (solution, token) =>
                Change.ApplyAsync(
                    solution,
                    [new Change(type, "pair", (root, node) => root.ReplaceNode(node, WithHooks((TypeDeclarationSyntax)node, hooks)))],
                    token)));
    }

    private static bool Has(INamedTypeSymbol type, Phase phase) => type.GetMembers().OfType<IMethodSymbol>()
        .Any(method => method.GetAttributes().Any(attribute => AttributeReader.PhaseOf(attribute) == phase));

    // A worker has StartAsync and StopAsync from its base class.
    private static string NameFor(string name, INamedTypeSymbol type)
    {
        var taken = type.GetMembers(name).Length > 0 || RuntimeTypes.IsWorker(type);
        return !taken ? name : name == "StartAsync" ? "ComeUpAsync" : "GoDownAsync";
    }

    private static string Hook(Phase phase, string name) =>
        $"[{phase}]\nprivate System.Threading.Tasks.Task {name}(System.Threading.CancellationToken cancellationToken) => System.Threading.Tasks.Task.CompletedTask;\n";

    private static TypeDeclarationSyntax WithHooks(TypeDeclarationSyntax type, string[] hooks)
    {
        var members = hooks.Select((hook, i) => SyntaxFactory.ParseMemberDeclaration(hook)!
            .WithLeadingTrivia(i > 0 || type.Members.Count > 0 ? SyntaxFactory.TriviaList(SyntaxFactory.ElasticLineFeed) : default)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));
        if (type.OpenBraceToken.RawKind == 0)
        {
            type = (TypeDeclarationSyntax)type
                .WithSemicolonToken(default)
                .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.ElasticLineFeed).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed))
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithTrailingTrivia(type.SemicolonToken.TrailingTrivia))
                .WithAdditionalAnnotations(Formatter.Annotation);
        }

        return type.AddMembers([.. members]);
    }
}
