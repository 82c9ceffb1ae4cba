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
        AddDeclared(root.Members, Declared);
        AddMentioned(root, Mentioned);
        foreach (var directive in root.Usings)
        {
            if (directive.GlobalKeyword.RawKind != 0)
                AddMentioned(directive, MentionedForAll);
        }
    }

    /// <summary>The types, nested ones too; an attribute by both of its names.</summary>
    public HashSet<string> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>Every name in a declaration, whatever it stands for.</summary>
    public HashSet<string> Mentioned { get; } = new(StringComparer.Ordinal);

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
            case BaseNamespaceDeclarationSyntax space:
                AddDeclared(space.Members, names);
                break;
            case TypeDeclarationSyntax type:
                AddName(type.Identifier, names);
                AddDeclared(type.Members, names);
                break;
            case BaseTypeDeclarationSyntax type:
                AddName(type.Identifier, names);
                break;
            case DelegateDeclarationSyntax type:
                AddName(type.Identifier, names);
                break;
        }
    }

    private static void AddDeclared(SyntaxList<MemberDeclarationSyntax> members, HashSet<string> names)
    {
        foreach (var member in members)
            AddDeclared(member, names);
    }

    private static void AddName(SyntaxToken identifier, HashSet<string> names)
    {
        var name = identifier.ValueText;
        names.Add(name);
        if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal))
            names.Add(name.Substring(0, name.Length - Suffix.Length));
    }

    private static void AddMentioned(SyntaxNode node, HashSet<string> names)
    {
        foreach (var token in node.DescendantTokens(static inner => !IsBody(inner)))
        {
            // What is declared is no mention of it.
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax)
                names.Add(token.ValueText);
        }
    }

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
