using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Everything that a unit's model can depend on: the declarations of all files, the references and the options of one compilation.
/// Method bodies are not among it, so most edits leave it as it was, and then no model can be another than before. Nor can it be when the types that
/// differ have names that the readings of marked classes never come to.
/// </summary>
public sealed class CompilationDeclarations(Compilation compilation)
{
    private readonly ImmutableArray<SyntaxTree> _trees = compilation.SyntaxTrees is ImmutableArray<SyntaxTree> trees ? trees : [.. compilation.SyntaxTrees];

    // References stand for themselves by identity; a token in their place, or a referenced project's compilation would be kept alive.
    private readonly ImmutableArray<object> _others =
        [.. compilation.References.Select(Identity.Of), Identity.Of(compilation.Options), compilation.AssemblyName ?? ""];

    // Found with the first edit that needs it, and valid for as long as edits are unrelated.
    private ReadingReach? _reach;

    /// <summary>What changed since an earlier compilation; only files that were replaced are looked into.</summary>
    public DeclarationChange Since(CompilationDeclarations earlier, CancellationToken token)
    {
        if (_trees.Length != earlier._trees.Length || !_others.SequenceEqual(earlier._others))
            return DeclarationChange.Related;

        List<int>? changed = null;
        for (var i = 0; i < _trees.Length; i++)
        {
            if (ReferenceEquals(_trees[i], earlier._trees[i]))
                continue;

            token.ThrowIfCancellationRequested();
            if (!HasSameDeclarations(earlier._trees[i], _trees[i]))
                (changed ??= []).Add(i);
        }

        if (changed is not null && !(changed.TrueForAll(file => IsBeyondReach(earlier, file, token)) && HaveNoMark(changed, token)))
            return DeclarationChange.Related;

        // What is beyond the reach of the readings does not extend it either.
        _reach = earlier._reach;
        return changed is null ? DeclarationChange.None : DeclarationChange.Unrelated;
    }

    // Roslyn's own notion of what can be seen from outside a body; constants and nullable directives are part of it.
    private static bool HasSameDeclarations(SyntaxTree before, SyntaxTree after) =>
        before.FilePath == after.FilePath && before.Options.Equals(after.Options) && SyntaxFactory.AreEquivalent(before, after, topLevel: true);

    private bool IsBeyondReach(CompilationDeclarations earlier, int file, CancellationToken token) =>
        FileEdit.NamesOfChanged(earlier._trees[file], _trees[file], token) is { } names
        && !(earlier._reach ??= ReadingReach.Of(earlier._trees, token)).Meets(names);

    private bool HaveNoMark(List<int> files, CancellationToken token)
    {
        var marked = MarkSyntax.FilesOf(_trees, token);
        return !files.Exists(file => marked.Contains(_trees[file]));
    }

    /// <summary>A token per object that lives as long as its holder, and does not keep the object alive.</summary>
    private static class Identity
    {
        private static readonly ConditionalWeakTable<object, object> s_tokens = new();

        public static object Of(object thing) => s_tokens.GetValue(thing, static _ => new object());
    }
}

/// <summary>What an edit is to the readings of marked classes.</summary>
public enum DeclarationChange
{
    /// <summary>Nothing that is declared is different.</summary>
    None,

    /// <summary>Types are different that no reading of a marked class comes to.</summary>
    Unrelated,

    /// <summary>Anything may have to be read again.</summary>
    Related,
}
