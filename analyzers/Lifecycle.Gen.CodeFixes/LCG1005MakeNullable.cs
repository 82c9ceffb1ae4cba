using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Makes a constructor parameter nullable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1005MakeNullable))]
[Shared]
public sealed class LCG1005MakeNullable : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.ConditionalUnitRequired;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type } || type is NullableTypeSyntax)
            return null;

        // Without nullable annotations the question mark itself would be reported.
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || !model.GetNullableContext(type.SpanStart).AnnotationsEnabled())
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var nullable = SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia());
        return new Fix($"Write '{nullable.ToString()}'", () => document.WithSyntaxRoot(root.ReplaceNode(type, nullable)));
    }
}
