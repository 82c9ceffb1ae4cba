using System.Composition;
using Lifecycle.CodeFixes.Refactorings;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Removes the registration of a unit as a hosted service.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5005RemoveRegistration))]
[Shared]
public sealed class LCG5005RemoveRegistration : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.HostedTwice;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not ExpressionSyntax node || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            return null;

        var root = await node.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var removal = RegistrationRemoval.Of(node, model, cancellationToken);
        return new Fix("Remove the registration", () => document.WithSyntaxRoot(removal.Apply(root, node)));
    }
}
