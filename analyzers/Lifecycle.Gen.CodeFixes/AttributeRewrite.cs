using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Adds and removes attributes; surrounding trivia is kept.</summary>
internal static class AttributeRewrite
{
    /// <summary>Removes an attribute, and its list if it is the only one; comments before the list move to the following token.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        if (attribute.Parent is not AttributeListSyntax list)
            return root;
        if (list.Attributes.Count > 1)
            return root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        if (list.Parent is not MemberDeclarationSyntax member)
            return root;

        var isFirst = member.AttributeLists.IndexOf(list) == 0;
        var rest = member.WithAttributeLists(member.AttributeLists.Remove(list));
        return root.ReplaceNode(member, isFirst ? rest.WithLeadingTrivia(list.GetLeadingTrivia()) : rest);
    }

    /// <summary>Adds attributes to the list of another one.</summary>
    public static SyntaxNode AddBeside(SyntaxNode root, AttributeSyntax beside, params string[] attributes)
    {
        if (beside.Parent is not AttributeListSyntax list)
            return root;

        return root.ReplaceNode(list, list.WithAttributes(attributes.Select(Parse).Aggregate(list.Attributes, CommaLists.Append)));
    }

    /// <summary>Adds an attribute on its own line before all other parts of a member, below a comment.</summary>
    public static T AddBefore<T>(T member, string attribute, string? comment = null, string? endOfLine = null)
        where T : MemberDeclarationSyntax
    {
        var leading = member.GetLeadingTrivia();
        var indent = leading.Count > 0 && leading[leading.Count - 1] is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space
            ? SyntaxFactory.TriviaList(space)
            : default;
        var end = SyntaxFactory.EndOfLine(endOfLine ?? HookAttributes.EndOfLine(member));
        if (comment is not null)
            leading = leading.AddRange([SyntaxFactory.Comment("// " + comment), end, .. indent]);
        var list = ParseList(attribute).WithLeadingTrivia(leading).WithTrailingTrivia(end);
        member = member.WithLeadingTrivia(indent);
        return (T)member.WithLeadingTrivia(indent).WithAttributeLists(member.AttributeLists.Insert(0, list));
    }

    /// <summary>Adds an attribute before a parameter.</summary>
    public static ParameterSyntax AddInLine(ParameterSyntax parameter, string attribute)
    {
        var list = ParseList(attribute).WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        parameter = parameter.WithLeadingTrivia();
        return parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list));
    }

    /// <summary>Adds a comment on its own line before a member or statement.</summary>
    public static SyntaxNode WithComment(SyntaxNode node, string comment)
    {
        var indent = HookAttributes.IndentOf(node);
        return node.WithLeadingTrivia(node.GetLeadingTrivia().AddRange(
            [SyntaxFactory.Comment("// " + comment), SyntaxFactory.EndOfLine(HookAttributes.EndOfLine(node)), SyntaxFactory.Whitespace(indent)]));
    }

    // Types in it are written with full names and simplified afterwards.
    private static AttributeSyntax Parse(string attribute) => ParseList(attribute).Attributes[0];

    // Parsed, because the trivia of made tokens is elastic: the formatter would indent the line with the options of the editor.
    private static AttributeListSyntax ParseList(string attribute)
    {
        var list = ((TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}]class C{{}}")!).AttributeLists[0];
        return list.ReplaceNode(list.Attributes[0], list.Attributes[0].WithAdditionalAnnotations(Simplifier.Annotation));
    }
}
