using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Says that the start makes a provided value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4012MarkLate))]
[Shared]
public sealed class LCG4012MarkLate : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.LateValueUnmarked;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property)
            return null;

        var attribute = property.AttributeLists.SelectMany(list => list.Attributes)
            .FirstOrDefault(mark => mark.Name.ToString().Split('.').Last() is "Provides" or "ProvidesAttribute");
        if (attribute is null || attribute.ArgumentList is { Arguments.Count: > 0 })
            return null;

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var marked = attribute.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList("(AtStartup = true)"));
        return new Fix("Write '[Provides(AtStartup = true)]'", () => document.WithSyntaxRoot(root.ReplaceNode(attribute, marked)));
    }
}
