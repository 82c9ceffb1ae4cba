using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Everything that a unit's model can depend on: the declarations of all files, the references and the options of one compilation.
/// Method bodies are not among it, so most edits leave it as it was, and then no model can be another than before.
/// </summary>
public sealed class CompilationDeclarations(Compilation compilation)
{
    private readonly ImmutableArray<SyntaxTree> _trees = compilation.SyntaxTrees is ImmutableArray<SyntaxTree> trees ? trees : [.. compilation.SyntaxTrees];

    // References stand for themselves by identity; a token in their place, or a referenced project's compilation would be kept alive.
    private readonly ImmutableArray<object> _others =
        [.. compilation.References.Select(Identity.Of), Identity.Of(compilation.Options), compilation.AssemblyName ?? ""];

    /// <summary>Whether nothing that matters is different; only files that were replaced are looked into.</summary>
    public bool AreThoseOf(CompilationDeclarations earlier, CancellationToken token) =>
        _others.SequenceEqual(earlier._others) && TreesAreSame(earlier, token);

    private bool TreesAreSame(CompilationDeclarations earlier, CancellationToken token)
    {
        if (_trees.Length != earlier._trees.Length)
            return false;

        for (var i = 0; i < _trees.Length; i++)
        {
            if (ReferenceEquals(_trees[i], earlier._trees[i]))
                continue;

            token.ThrowIfCancellationRequested();
            // Roslyn's own notion of what can be seen from outside a body; constants and nullable directives are part of it.
            if (_trees[i].FilePath != earlier._trees[i].FilePath
                || !_trees[i].Options.Equals(earlier._trees[i].Options)
                || !SyntaxFactory.AreEquivalent(earlier._trees[i], _trees[i], topLevel: true))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A token per object that lives as long as its holder, and does not keep the object alive.</summary>
    private static class Identity
    {
        private static readonly ConditionalWeakTable<object, object> s_tokens = new();

        public static object Of(object thing) => s_tokens.GetValue(thing, static _ => new object());
    }
}
