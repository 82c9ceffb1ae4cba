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
    private readonly HashSet<TypeDeclarationSyntax> _providing = [];
    private readonly List<TypeDeclarationSyntax> _derived = [];
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _globalAliases = [];

    private MarkSyntax(CompilationUnitSyntax root)
    {
        AddAliases(root.Usings);
        AddClasses(root.Members);
    }

    /// <summary>What a file has.</summary>
    public static MarkSyntax Of(SyntaxTree tree, CancellationToken token) =>
        s_known.GetValue(tree, tree => new((CompilationUnitSyntax)tree.GetRoot(token)));

    /// <summary>The names that files give to types for all others, any of which may be one of our marks.</summary>
    public static HashSet<string> GlobalAliases(IEnumerable<SyntaxTree> trees, CancellationToken token)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in trees)
            aliases.UnionWith(Of(tree, token)._globalAliases);
        return aliases;
    }

    /// <summary>The classes that may be units, extensions or workers, or provide values.</summary>
    public IEnumerable<TypeDeclarationSyntax> Marked(HashSet<string> globalAliases)
    {
        if (_attributed.Count == 0 && _providing.Count == 0)
            return [];

        var marked = _attributed.Where(type => MayBear(s_marks, type, globalAliases));
        return _providing.Count == 0 ? marked : marked.Concat(_providing).OrderBy(type => type.SpanStart);
    }

    /// <summary>The classes that may be extension points, which have a mark too, or phases, which derive from something.</summary>
    public IEnumerable<TypeDeclarationSyntax> Others(HashSet<string> globalAliases) => _attributed.Count == 0 && _providing.Count == 0
        ? _derived
        : _attributed.Concat(_providing).Where(type => type.BaseList is null && MayBear(s_otherMarks, type, globalAliases)).Concat(_derived);

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
                var isClass = type is ClassDeclarationSyntax or RecordDeclarationSyntax;
                if (isClass && Provides(type))
                    _providing.Add(type);
                else if (isClass && type.AttributeLists.Count > 0)
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
