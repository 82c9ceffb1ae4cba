using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>What an edit of one file can mean to others.</summary>
internal static class FileEdit
{
    /// <summary>
    /// The names of the types whose declarations differ; <see langword="null"/> where more than types differs: directives, namespaces, attributes of the
    /// assembly, or code that is no declaration at all.
    /// </summary>
    public static HashSet<string>? NamesOfChanged(SyntaxTree before, SyntaxTree after, CancellationToken token)
    {
        if (before.FilePath != after.FilePath || !before.Options.Equals(after.Options))
            return null;

        var old = new Outline((CompilationUnitSyntax)before.GetRoot(token));
        var now = new Outline((CompilationUnitSyntax)after.GetRoot(token));
        if (old.HasOther || now.HasOther || !old.Frame.SequenceEqual(now.Frame, StringComparer.Ordinal))
            return null;

        // A directive for the compiler (#nullable) is valid for all that follows, wherever it stands.
        var (start, end) = old.HasDirectives || now.HasDirectives ? (0, 0) : Equal(old.Types, now.Types);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var types in (ImmutableArray<List<MemberDeclarationSyntax>>)[old.Types, now.Types])
        {
            for (var i = start; i < types.Count - end; i++)
                FileNames.AddDeclared(types[i], names);
        }

        return names;
    }

    /// <summary>How many types are equal at the beginning and at the end.</summary>
    private static (int Start, int End) Equal(List<MemberDeclarationSyntax> old, List<MemberDeclarationSyntax> now)
    {
        var least = Math.Min(old.Count, now.Count);
        var start = 0;
        while (start < least && SyntaxFactory.AreEquivalent(old[start], now[start], topLevel: true))
            start++;
        var end = 0;
        while (end < least - start && SyntaxFactory.AreEquivalent(old[old.Count - 1 - end], now[now.Count - 1 - end], topLevel: true))
            end++;
        return (start, end);
    }

    /// <summary>The types of a file, and everything around them.</summary>
    private sealed class Outline
    {
        public Outline(CompilationUnitSyntax root)
        {
            HasDirectives = root.ContainsDirectives;
            AddAll(root.Externs);
            AddAll(root.Usings);
            AddAll(root.AttributeLists);
            Visit(root.Members);
        }

        public List<string> Frame { get; } = [];

        public List<MemberDeclarationSyntax> Types { get; } = [];

        public bool HasDirectives { get; }

        /// <summary>Whether there is something that is neither a type nor code, or a type where a name of it stands for one of the platform.</summary>
        public bool HasOther { get; private set; }

        private void Visit(SyntaxList<MemberDeclarationSyntax> members)
        {
            foreach (var member in members)
            {
                switch (member)
                {
                    case BaseNamespaceDeclarationSyntax space:
                        Frame.Add("{" + space.Name);
                        // The compiler looks for some types there without being told.
                        HasOther |= space.Name.GetFirstToken().ValueText is "System" or "Microsoft" or "Lifecycle";
                        AddAll(space.Externs);
                        AddAll(space.Usings);
                        Visit(space.Members);
                        Frame.Add("}");
                        break;
                    case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                        Types.Add(member);
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
