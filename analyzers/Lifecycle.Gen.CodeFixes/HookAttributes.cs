using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Phase attributes as syntax.</summary>
internal static class HookAttributes
{
    /// <summary>The name of a phase's attribute, simplified as far as the file allows.</summary>
    public static NameSyntax Name(Phase phase) =>
        SyntaxFactory.QualifiedName(SyntaxFactory.IdentifierName("Lifecycle"), SyntaxFactory.IdentifierName(phase.ToString()))
            .WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>Adds a phase's attribute on a line of its own above a method, below its comments.</summary>
    public static MethodDeclarationSyntax Mark(MethodDeclarationSyntax method, Phase phase, string endOfLine)
    {
        var leading = method.GetLeadingTrivia();
        var indent = leading.Count > 0 && leading[leading.Count - 1] is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space
            ? SyntaxFactory.TriviaList(space)
            : default;
        var attribute = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(Name(phase))])
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine));
        var bare = method.WithLeadingTrivia(indent);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute));
    }

    /// <summary>The space before a node on its line.</summary>
    public static string IndentOf(SyntaxNode node) => node.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();

    /// <summary>How lines end in a file.</summary>
    public static string EndOfLine(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end.ToString() : "\n";
}
