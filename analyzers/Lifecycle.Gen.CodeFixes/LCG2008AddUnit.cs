using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Marks a class with hooks as a unit, and makes it and the types around it <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG2008AddUnit))]
[Shared]
public sealed class LCG2008AddUnit : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.HookWithoutUnit;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not TypeDeclarationSyntax type || !UnitRewrite.CanBeUnit(type))
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix("Add '[Unit]'", () => document.WithSyntaxRoot(UnitRewrite.MarkAsUnit(root, type)));
    }
}
