using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Makes the hook that uses a dependency too early a startup hook. Not for code of constructors.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4009MoveToStartup))]
[Shared]
public sealed class LCG4009MoveToStartup : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.UsedTooEarly;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.Ancestors().FirstOrDefault(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) is not MethodDeclarationSyntax method
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(method, cancellationToken) is not IMethodSymbol { IsOverride: false, IsVirtual: false } hook
            || types.MarkOf(hook) is not { } mark
            || mark.ApplicationSyntaxReference is not { } reference
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax attribute
            || attribute.SyntaxTree != reported.SyntaxTree
            // Without an order it may be too early there as well.
            || AttributeReader.PhaseOf(mark) == Phase.OnStartup)
        {
            return null;
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix(
            "Make it an [OnStartup] hook",
            () => document.WithSyntaxRoot(root.ReplaceNode(attribute.Name, HookAttributes.Name(Phase.OnStartup).WithTriviaFrom(attribute.Name))));
    }
}
