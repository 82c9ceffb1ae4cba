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
        SyntaxFactory.ParseName(FullName(phase.ToString())).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The name of an attribute of this package, as it can be written in any file.</summary>
    public static string FullName(string attribute) => "global::Lifecycle." + attribute;

    /// <summary>Adds a phase's attribute on a line of its own above a method, below its comments.</summary>
    public static MethodDeclarationSyntax Mark(MethodDeclarationSyntax method, Phase phase, string endOfLine) =>
        AttributeRewrite.AddBefore(method, FullName(phase.ToString()), endOfLine: endOfLine);

    /// <summary>The space before a node on its line.</summary>
    public static string IndentOf(SyntaxNode node) => IndentOf(node.GetLeadingTrivia());

    /// <summary>The space at the end of leading trivia.</summary>
    public static string IndentOf(SyntaxTriviaList leading) =>
        leading.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();

    /// <summary>One level of indentation in a file.</summary>
    public static string IndentUnit(SyntaxNode root) =>
        root.DescendantTrivia()
            .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) && trivia.ToString().StartsWith("\t", StringComparison.Ordinal))
            is { RawKind: not 0 } ? "\t" : "    ";

    /// <summary>How lines end in a file.</summary>
    public static string EndOfLine(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end.ToString() : "\n";
}
