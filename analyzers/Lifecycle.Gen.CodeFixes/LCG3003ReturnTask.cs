using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Makes an async void hook return a task. Not for lambdas and called methods, which need changes of the surrounding code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG3003ReturnTask))]
[Shared]
public sealed class LCG3003ReturnTask : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.AsyncVoidHook;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not MethodDeclarationSyntax method || !AsyncRewrite.IsVoid(method.ReturnType)
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(method, cancellationToken) is not IMethodSymbol { IsOverride: false, IsVirtual: false } symbol
            || Analyzers.KnownSymbols.In(model.Compilation)?.PhaseOf(symbol) is null)
        {
            return null;
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix("Return Task", () => document.WithSyntaxRoot(root.ReplaceNode(method.ReturnType, AsyncRewrite.TaskLike(method.ReturnType))));
    }
}
