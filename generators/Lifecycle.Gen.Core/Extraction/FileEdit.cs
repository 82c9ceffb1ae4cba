using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>The names that edits touch.</summary>
internal sealed class TouchedNames
{
    /// <summary>Of the types that are declared otherwise.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>In the base lists of these types, as far as they are others there: they say what a name means that nothing declares yet.</summary>
    public HashSet<string> Bases { get; } = new(StringComparer.Ordinal);

    /// <summary>In the parameters of their constructors: where such a name also stands in a base list, they help to say it.</summary>
    public HashSet<string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Namespaces that a file has one part more or less of.</summary>
    public HashSet<string> Spaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether namespaces or imports of a file are others.</summary>
    public bool HasFrames { get; set; }
}

/// <summary>What an edit of one file can mean to others.</summary>
internal static class FileEdit
{
    /// <summary>
    /// Adds the names that may mean something else than before; <see langword="false"/> where anything may: global imports, attributes of the assembly, or
    /// code that is no declaration at all.
    /// </summary>
    /// <param name="before">The file as it was; <see langword="null"/> for a new one.</param>
    /// <param name="after">The file as it is; <see langword="null"/> for one that is gone.</param>
    /// <param name="touched">The names.</param>
    /// <param name="token">Ends the work.</param>
    public static bool TryAdd(SyntaxTree? before, SyntaxTree? after, TouchedNames touched, CancellationToken token)
    {
        var old = new Outline(before, token);
        var now = new Outline(after, token);
        if (old.HasOther || now.HasOther || !old.ForAll.SequenceEqual(now.ForAll, StringComparer.Ordinal))
            return false;

        var isSameFrame = old.Frame.SequenceEqual(now.Frame, StringComparer.Ordinal);
        if (!isSameFrame)
        {
            touched.HasFrames = true;
            touched.Spaces.UnionWith(old.Spaces.Except(now.Spaces));
            touched.Spaces.UnionWith(now.Spaces.Except(old.Spaces));
        }

        // A directive for the compiler (#nullable) is valid for all that follows, wherever it stands; an import means something to all types of the file.
        var (start, end) = old.HasDirectives || now.HasDirectives || !isSameFrame ? (0, 0) : Equal(old.Types, now.Types);
        if (start + end == old.Types.Count && start + end == now.Types.Count)
            (start, end) = (0, 0);
        var heads = new Heads();
        AddTypes(old.Types, -1);
        AddTypes(now.Types, 1);
        heads.AddTo(touched, isSameFrame);
        return true;

        void AddTypes(List<(int Space, MemberDeclarationSyntax Type)> types, int change)
        {
            for (var i = start; i < types.Count - end; i++)
            {
                FileNames.AddDeclared(types[i].Type, touched.Names);
                heads.Add(types[i].Type, change);
            }
        }
    }

    /// <summary>How many types are equal at the beginning and at the end.</summary>
    private static (int Start, int End) Equal(
        List<(int Space, MemberDeclarationSyntax Type)> old,
        List<(int Space, MemberDeclarationSyntax Type)> now)
    {
        var least = Math.Min(old.Count, now.Count);
        var start = 0;
        while (start < least && IsSame(old[start], now[start]))
            start++;
        var end = 0;
        while (end < least - start && IsSame(old[old.Count - 1 - end], now[now.Count - 1 - end]))
            end++;
        return (start, end);

        static bool IsSame((int Space, MemberDeclarationSyntax Type) x, (int Space, MemberDeclarationSyntax Type) y) =>
            x.Space == y.Space && SyntaxFactory.AreEquivalent(x.Type, y.Type, topLevel: true);
    }

    /// <summary>How often names stand where they say what a name means that nothing declares yet (<see cref="UnresolvedTypes"/>).</summary>
    private sealed class Heads
    {
        private readonly Dictionary<(string Name, int Arity), int> _bases = [];
        private readonly Dictionary<(string Name, int Arity), int> _parameters = [];

        public void Add(MemberDeclarationSyntax member, int change)
        {
            if (member is not TypeDeclarationSyntax type)
                return;

            foreach (var written in type.BaseList?.Types ?? default)
                Add(written.Type, _bases, change);
            Add(type.ParameterList, change);
            foreach (var inner in type.Members)
            {
                if (inner is ConstructorDeclarationSyntax constructor)
                    Add(constructor.ParameterList, change);
                Add(inner, change);
            }
        }

        /// <summary>Adds the names that stand more or less often than before; where imports are others, each may mean something else.</summary>
        public void AddTo(TouchedNames touched, bool isSameFrame)
        {
            touched.Bases.UnionWith(_bases.Where(name => name.Value != 0 || !isSameFrame).Select(static name => name.Key.Name));
            touched.Parameters.UnionWith(_parameters.Where(name => name.Value != 0 || !isSameFrame).Select(static name => name.Key.Name));
        }

        private void Add(ParameterListSyntax? list, int change)
        {
            foreach (var parameter in list?.Parameters ?? default)
            {
                if (parameter.Type is { } type)
                    Add(type, _parameters, change);
            }
        }

        private static void Add(TypeSyntax type, Dictionary<(string Name, int Arity), int> names, int change)
        {
            foreach (var node in type.DescendantNodesAndSelf())
            {
                if (node is not SimpleNameSyntax written)
                    continue;

                var name = (written.Identifier.ValueText, written.Arity);
                names[name] = names.TryGetValue(name, out var count) ? count + change : change;
            }
        }
    }

    /// <summary>The types of a file, and everything around them.</summary>
    private sealed class Outline
    {
        private int _space;

        public Outline(SyntaxTree? tree, CancellationToken token)
        {
            if (tree is null)
                return;

            var root = (CompilationUnitSyntax)tree.GetRoot(token);
            HasDirectives = root.ContainsDirectives;
            ForAll.AddRange(root.Externs.Select(static node => node.ToString()));
            ForAll.AddRange(root.Usings.Where(static node => node.GlobalKeyword.RawKind != 0).Select(static node => node.ToString()));
            ForAll.AddRange(root.AttributeLists.Select(static node => node.ToString()));
            AddAll(root.Usings);
            Visit(root.Members, "");
        }

        /// <summary>What is valid for other files too.</summary>
        public List<string> ForAll { get; } = [];

        /// <summary>Namespaces and imports, in their order.</summary>
        public List<string> Frame { get; } = [];

        public HashSet<string> Spaces { get; } = new(StringComparer.Ordinal);

        public List<(int Space, MemberDeclarationSyntax Type)> Types { get; } = [];

        public bool HasDirectives { get; }

        /// <summary>Whether there is something that is neither a type nor code, or a type where a name of it stands for one of the platform.</summary>
        public bool HasOther { get; private set; }

        private void Visit(SyntaxList<MemberDeclarationSyntax> members, string outer)
        {
            var here = _space;
            foreach (var member in members)
            {
                switch (member)
                {
                    case BaseNamespaceDeclarationSyntax space:
                        var name = outer.Length == 0 ? space.Name.ToString() : $"{outer}.{space.Name}";
                        _space++;
                        Spaces.Add(name);
                        Frame.Add("{" + space.Name);
                        // The compiler looks for some types there by itself.
                        HasOther |= space.Name.GetFirstToken().ValueText is "System" or "Microsoft" or "Lifecycle";
                        AddAll(space.Externs);
                        AddAll(space.Usings);
                        Visit(space.Members, name);
                        Frame.Add("}");
                        break;
                    case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                        Types.Add((here, member));
                        break;
                    case not GlobalStatementSyntax:
                        HasOther = true;
                        break;
                }
            }
        }

        private void AddAll<T>(SyntaxList<T> nodes)
            where T : SyntaxNode => Frame.AddRange(nodes.Select(static node => node.ToString()));
    }
}
