using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>The classes of a file that may bear one of our marks, as far as syntax shows; searched once a file.</summary>
internal sealed class MarkSyntax
{
    private const string Suffix = "Attribute";

    // They go with the file that they belong to.
    private static readonly ConditionalWeakTable<SyntaxTree, MarkSyntax> s_known = new();

    private static readonly HashSet<string> s_marks = new(
        new[] { RuntimeTypes.UnitAttribute, RuntimeTypes.ExtensionAttribute, RuntimeTypes.WorkerAttribute }
            .Select(static name => name.Substring(name.LastIndexOf('.') + 1)),
        StringComparer.Ordinal);

    private readonly List<TypeDeclarationSyntax> _attributed = [];
    private readonly HashSet<TypeDeclarationSyntax> _providing = [];
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _globalAliases = [];

    private MarkSyntax(CompilationUnitSyntax root)
    {
        AddAliases(root.Usings);
        AddClasses(root.Members);
    }

    /// <summary>The classes by file, in the order of the compilation's files.</summary>
    public static IEnumerable<(SyntaxTree File, IEnumerable<TypeDeclarationSyntax> Classes)> Of(Compilation compilation, CancellationToken token)
    {
        var files = compilation.SyntaxTrees
            .Select(tree => (Tree: tree, Known: s_known.GetValue(tree, tree => new((CompilationUnitSyntax)tree.GetRoot(token)))))
            .ToList();
        var globalAliases = new HashSet<string>(files.SelectMany(static file => file.Known._globalAliases), StringComparer.Ordinal);
        return files.Select(file => (file.Tree, file.Known.All(globalAliases)));
    }

    private IEnumerable<TypeDeclarationSyntax> All(HashSet<string> globalAliases)
    {
        var marked = _attributed.Where(type => MayBeMarked(type, globalAliases));
        return _providing.Count == 0 ? marked : marked.Concat(_providing).OrderBy(type => type.SpanStart);
    }

    /// <summary>Whether a member has <c>[Provides]</c>; an alias of that is not seen.</summary>
    private static bool Provides(TypeDeclarationSyntax type)
    {
        foreach (var member in type.Members)
        {
            if (member is not (PropertyDeclarationSyntax or MethodDeclarationSyntax) || member.AttributeLists.Count == 0)
                continue;

            foreach (var list in member.AttributeLists)
            {
                foreach (var attribute in list.Attributes)
                {
                    if (SimpleName(attribute.Name) is ProvidedReader.Mark or ProvidedReader.Mark + Suffix)
                        return true;
                }
            }
        }

        return false;
    }

    private void AddAliases(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is not { } alias)
                continue;

            _aliases.Add(alias.Name.Identifier.ValueText);
            if (directive.GlobalKeyword.RawKind != 0)
                _globalAliases.Add(alias.Name.Identifier.ValueText);
        }
    }

    private void AddClasses(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                AddAliases(space.Usings);
                AddClasses(space.Members);
            }
            else if (member is TypeDeclarationSyntax type)
            {
                if (type is ClassDeclarationSyntax or RecordDeclarationSyntax)
                {
                    if (Provides(type))
                        _providing.Add(type);
                    else if (type.AttributeLists.Count > 0)
                        _attributed.Add(type);
                }

                AddClasses(type.Members);
            }
        }
    }

    /// <summary>By one of our names, or by an alias, whose meaning is known only after binding.</summary>
    private bool MayBeMarked(TypeDeclarationSyntax type, HashSet<string> globalAliases)
    {
        foreach (var list in type.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = SimpleName(attribute.Name);
                if (IsKnown(name) || IsKnown(name + Suffix))
                    return true;
            }
        }

        return false;

        bool IsKnown(string name) => s_marks.Contains(name) || _aliases.Contains(name) || globalAliases.Contains(name);
    }

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
