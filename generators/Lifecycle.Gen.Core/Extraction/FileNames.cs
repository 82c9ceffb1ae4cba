using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>The names of one file outside of bodies: of the types that it declares, and all that its declarations mention. Found once a file.</summary>
internal sealed class FileNames
{
    private const string Suffix = "Attribute";

    // They go with the file that they belong to.
    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> s_known = new();

    private FileNames(CompilationUnitSyntax root)
    {
        AddContent(root.Members, "");
        AddMentioned(root, isFollowed: false);
        foreach (var directive in root.Usings)
        {
            if (directive.GlobalKeyword.RawKind != 0)
                AddNames(directive, MentionedForAll);
        }
    }

    /// <summary>The types, nested ones too; an attribute by both of its names.</summary>
    public HashSet<string> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>The namespaces that have a part here, by their full names.</summary>
    public HashSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of types that members take, return or hold: who reads the members of a type comes to these, and not to their members.</summary>
    public HashSet<string> Mentioned { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in what leads on to members of others: bases, attributes, constraints, constants, default values and imports.</summary>
    public HashSet<string> Followed { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them that stand at types themselves: who only names a type comes to these.</summary>
    public HashSet<string> Heads { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in base lists.</summary>
    public HashSet<string> Bases { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in its global using directives.</summary>
    public HashSet<string> MentionedForAll { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of a file.</summary>
    public static FileNames Of(SyntaxTree tree, CancellationToken token) =>
        s_known.GetValue(tree, tree => new((CompilationUnitSyntax)tree.GetRoot(token)));

    /// <summary>Adds the names of types that are declared in or by a member.</summary>
    public static void AddDeclared(MemberDeclarationSyntax member, HashSet<string> names)
    {
        switch (member)
        {
            case TypeDeclarationSyntax type:
                AddName(type.Identifier, names);
                foreach (var inner in type.Members)
                    AddDeclared(inner, names);
                break;
            case BaseTypeDeclarationSyntax type:
                AddName(type.Identifier, names);
                break;
            case DelegateDeclarationSyntax type:
                AddName(type.Identifier, names);
                break;
        }
    }

    private static void AddName(SyntaxToken identifier, HashSet<string> names)
    {
        var name = identifier.ValueText;
        names.Add(name);
        if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal))
            names.Add(name.Substring(0, name.Length - Suffix.Length));
    }

    /// <summary>Adds all names in a node that are no declarations.</summary>
    private static void AddNames(SyntaxNode node, HashSet<string> names)
    {
        foreach (var token in node.DescendantTokens(static inner => !IsBody(inner)))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax)
                names.Add(token.ValueText);
        }
    }

    private void AddContent(SyntaxList<MemberDeclarationSyntax> members, string space)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax inner)
            {
                var name = space.Length == 0 ? inner.Name.ToString() : $"{space}.{inner.Name}";
                Namespaces.Add(name);
                AddContent(inner.Members, name);
            }
            else
            {
                AddDeclared(member, Declared);
                AddHeads(member);
            }
        }
    }

    private void AddHeads(MemberDeclarationSyntax member)
    {
        if (member is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax))
            return;

        foreach (var part in member.ChildNodes())
        {
            if (part is BaseListSyntax)
                AddNames(part, Bases);
            if (part is AttributeListSyntax or BaseListSyntax or TypeParameterConstraintClauseSyntax)
                AddNames(part, Heads);
            else if (part is MemberDeclarationSyntax inner)
                AddHeads(inner);
        }
    }

    private void AddMentioned(SyntaxNode node, bool isFollowed)
    {
        foreach (var child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is { } inner)
            {
                if (!IsBody(inner))
                    AddMentioned(inner, isFollowed || LeadsOn(inner));
            }
            else if (node is SimpleNameSyntax && child.IsKind(SyntaxKind.IdentifierToken))
            {
                (isFollowed ? Followed : Mentioned).Add(child.AsToken().ValueText);
            }
        }
    }

    private static bool LeadsOn(SyntaxNode node) =>
        node is AttributeListSyntax or BaseListSyntax or TypeParameterConstraintClauseSyntax or EqualsValueClauseSyntax or UsingDirectiveSyntax;

    /// <summary>What no reading looks into: code, and the initial values of what is no constant.</summary>
    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } } =>
            !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };
}
