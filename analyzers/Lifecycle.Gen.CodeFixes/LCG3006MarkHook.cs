using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Marks a method that is named like a hook with the attribute that its name stands for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG3006MarkHook))]
[Shared]
public sealed class LCG3006MarkHook : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.UnmarkedHook;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not MethodDeclarationSyntax method
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(method, cancellationToken) is not IMethodSymbol symbol
            || LCG3006Unmarked.PhaseFor(symbol, symbol.ContainingType, types) is not { } phase)
        {
            return null;
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix(
            "Mark it as a hook",
            () => document.WithSyntaxRoot(root.ReplaceNode(method, HookAttributes.Mark(method, phase, HookAttributes.EndOfLine(root)))));
    }
}
