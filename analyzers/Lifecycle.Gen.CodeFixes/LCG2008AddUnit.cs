using System.Composition;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Marks a class with hooks as a unit, and makes it and the types around it <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG2008AddUnit))]
[Shared]
public sealed class LCG2008AddUnit : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.HookWithoutUnit;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode place, CancellationToken cancellationToken)
    {
        // What cannot be a unit would only get another error.
        if (place is not (ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }) || place is not TypeDeclarationSyntax type
            || type.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.FileKeyword))
            || type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(around => around.TypeParameterList is not null))
        {
            return null;
        }

        var root = await place.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var types = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().ToList();
        return new Fix("Add '[Unit]'", () => document.WithSyntaxRoot(root.ReplaceNodes(types, (old, now) =>
        {
            var partial = now.Modifiers.Any(SyntaxKind.PartialKeyword) ? now : LCG2001AddPartial.WithPartial(now);
            return old == type ? WithUnit(partial) : partial;
        })));
    }

    private static TypeDeclarationSyntax WithUnit(TypeDeclarationSyntax type)
    {
        var leading = type.GetLeadingTrivia();
        var indent = leading.Count > 0 && leading[leading.Count - 1] is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? SyntaxFactory.TriviaList(space) : default;
        var unit = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.IdentifierName("Unit"))]).WithLeadingTrivia(leading).WithTrailingTrivia(SyntaxFactory.EndOfLine("\n"));
        var attributes = type.WithLeadingTrivia(indent).AttributeLists.Insert(0, unit);
        return (TypeDeclarationSyntax)type.WithLeadingTrivia(indent).WithAttributeLists(attributes);
    }
}
