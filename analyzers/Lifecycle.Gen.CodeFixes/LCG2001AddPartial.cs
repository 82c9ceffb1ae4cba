using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Adds <c>partial</c> to a unit or worker and to the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG2001AddPartial))]
[Shared]
public sealed class LCG2001AddPartial : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.NotPartial;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var types = reported.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)).ToList();
        if (root is null || types.Count == 0)
            return null;

        return new Fix("Add 'partial'", () => document.WithSyntaxRoot(root.ReplaceNodes(types, (_, type) => WithPartial(type))));
    }

    // `partial` is the last modifier; as the only one it takes over the leading trivia of the keyword.
    internal static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token([], SyntaxKind.PartialKeyword, [SyntaxFactory.Space]);
        if (type.Modifiers.Count > 0)
            return (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Add(partial));

        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(partial));
    }
}
