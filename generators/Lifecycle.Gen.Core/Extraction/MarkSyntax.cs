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

    private static readonly HashSet<string> s_otherMarks = new(StringComparer.Ordinal) { "ExtensionPointAttribute", "PhaseAttribute" };

    private readonly List<TypeDeclarationSyntax> _attributed = [];
    private readonly List<TypeDeclarationSyntax> _derived = [];
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _globalAliases = [];

    private MarkSyntax(CompilationUnitSyntax root)
    {
        AddAliases(root.Usings);
        AddClasses(root.Members);
    }

    /// <summary>The classes by file, in the order of the compilation's files.</summary>
    public static IEnumerable<(SyntaxTree File, IEnumerable<TypeDeclarationSyntax> Classes)> Of(Compilation compilation, CancellationToken token) =>
        Of(compilation.SyntaxTrees, token);

    /// <summary>The classes that may be extension points, which have a mark too, or phases, which derive from something.</summary>
    public static IEnumerable<(SyntaxTree File, IEnumerable<TypeDeclarationSyntax> Classes)> OfOthers(Compilation compilation, CancellationToken token) =>
        Of(compilation.SyntaxTrees, token, static (known, aliases) =>
            known._attributed.Where(type => type.BaseList is null && known.MayBear(s_otherMarks, type, aliases)).Concat(known._derived));

    private static IEnumerable<(SyntaxTree File, IEnumerable<TypeDeclarationSyntax> Classes)> Of(IEnumerable<SyntaxTree> trees, CancellationToken token) =>
        Of(trees, token, static (known, aliases) => known._attributed.Where(type => known.MayBear(s_marks, type, aliases)));

    private static IEnumerable<(SyntaxTree File, IEnumerable<TypeDeclarationSyntax> Classes)> Of(
        IEnumerable<SyntaxTree> trees,
        CancellationToken token,
        Func<MarkSyntax, HashSet<string>, IEnumerable<TypeDeclarationSyntax>> classes)
    {
        var files = trees
            .Select(tree => (Tree: tree, Known: s_known.GetValue(tree, tree => new((CompilationUnitSyntax)tree.GetRoot(token)))))
            .ToList();
        var globalAliases = new HashSet<string>(files.SelectMany(static file => file.Known._globalAliases), StringComparer.Ordinal);
        return files.Select(file => (file.Tree, classes(file.Known, globalAliases)));
    }

    /// <summary>The files that have such a class.</summary>
    public static HashSet<SyntaxTree> FilesOf(IEnumerable<SyntaxTree> trees, CancellationToken token) =>
        [.. Of(trees, token).Where(static file => file.Classes.Any()).Select(static file => file.File)];

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
                var isClass = type is ClassDeclarationSyntax or RecordDeclarationSyntax;
                if (isClass && type.AttributeLists.Count > 0)
                    _attributed.Add(type);
                if (isClass && type.BaseList is { } bases && bases.Types.Any(MayBePhase))
                    _derived.Add(type);
                AddClasses(type.Members);
            }
        }
    }

    /// <summary>By one of our names, or by an alias, whose meaning is known only after binding.</summary>
    private bool MayBear(HashSet<string> marks, TypeDeclarationSyntax type, HashSet<string> globalAliases)
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

        bool IsKnown(string name) => marks.Contains(name) || _aliases.Contains(name) || globalAliases.Contains(name);
    }

    // Generated parts derive from types of the runtime, of which only attributes are phases.
    private static bool MayBePhase(BaseTypeSyntax parent)
    {
        var name = parent.Type.ToString();
        return !name.StartsWith("global::Lifecycle.", StringComparison.Ordinal) || name.EndsWith(Suffix, StringComparison.Ordinal);
    }

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
