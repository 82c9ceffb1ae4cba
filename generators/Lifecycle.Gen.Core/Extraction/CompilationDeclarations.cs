using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Everything that a unit's model can depend on: the declarations of all files but those of this generator, the references and the options of one
/// compilation. Method bodies are not among it, so most edits leave it as it was, and then no model can be another than before.
/// </summary>
public sealed class CompilationDeclarations
{
    // References stand for themselves by identity; a token in their place, or a referenced project's compilation would be kept alive.
    private readonly ImmutableArray<object> _others;

    internal CompilationDeclarations(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees is ImmutableArray<SyntaxTree> all ? all : [.. compilation.SyntaxTrees];
        Own = trees.RemoveAll(static tree => !GeneratedTrees.IsOwn(tree));
        Trees = Own.IsEmpty ? trees : trees.RemoveAll(GeneratedTrees.IsOwn);
        _others = [.. compilation.References.Select(Identity.Of), Identity.Of(compilation.Options), compilation.AssemblyName ?? ""];
    }

    /// <summary>The files that the generator of this package wrote.</summary>
    public ImmutableArray<SyntaxTree> Own { get; }

    /// <summary>All others.</summary>
    internal ImmutableArray<SyntaxTree> Trees { get; }

    /// <summary>Whether they are the same, each file the same object.</summary>
    internal bool AreVery(CompilationDeclarations others) => Trees.SequenceEqual(others.Trees) && _others.SequenceEqual(others._others);

    /// <summary>
    /// What changed since an earlier compilation; only files that were replaced are looked into. <see langword="null"/> where anything may have.
    /// </summary>
    internal DeclarationChange? Since(CompilationDeclarations earlier, CancellationToken token)
    {
        if (!_others.SequenceEqual(earlier._others) || Match(earlier.Trees) is not { } earlierPlaces)
            return null;

        var change = new DeclarationChange(earlierPlaces);
        var isOneForOne = earlierPlaces.Length == earlier.Trees.Length && !earlierPlaces.Contains(-1);
        var gone = isOneForOne ? null : new HashSet<int>(Enumerable.Range(0, earlier.Trees.Length));
        for (var i = 0; i < Trees.Length; i++)
        {
            var before = earlierPlaces[i] < 0 ? null : earlier.Trees[earlierPlaces[i]];
            if (before is not null)
                gone?.Remove(earlierPlaces[i]);
            if (ReferenceEquals(Trees[i], before))
                continue;

            token.ThrowIfCancellationRequested();
            if (before is not null && HasSameDeclarations(before, Trees[i]))
                continue;
            if (!FileEdit.TryAdd(before, Trees[i], change.Touched, token))
                return null;

            change.Come.Add(Trees[i]);
            if (before is not null)
                change.Gone.Add(earlierPlaces[i]);
        }

        foreach (var place in gone ?? [])
        {
            if (!FileEdit.TryAdd(earlier.Trees[place], null, change.Touched, token))
                return null;

            change.Gone.Add(place);
        }

        return HasNewSpace(change, token) ? null : change;
    }

    /// <summary>The places that the files had; -1 for a new one. <see langword="null"/> where files that were there before are in another order.</summary>
    private ImmutableArray<int>? Match(ImmutableArray<SyntaxTree> earlier)
    {
        var places = ImmutableArray.CreateBuilder<int>(Trees.Length);
        if (Trees.Length == earlier.Length && Trees.Zip(earlier, static (now, before) => (now, before)).All(static pair => IsSameFile(pair.now, pair.before)))
        {
            places.AddRange(Enumerable.Range(0, Trees.Length));
            return places.MoveToImmutable();
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < earlier.Length; i++)
        {
            // Of two files of one path it is not known which was which.
            if (known.ContainsKey(earlier[i].FilePath))
                return null;

            known.Add(earlier[i].FilePath, i);
        }

        var last = -1;
        foreach (var tree in Trees)
        {
            if (!known.TryGetValue(tree.FilePath, out var place) || !IsSameFile(tree, earlier[place]))
            {
                places.Add(-1);
                continue;
            }

            if (place <= last)
                return null;

            places.Add(last = place);
        }

        return places.MoveToImmutable();
    }

    private static bool IsSameFile(SyntaxTree now, SyntaxTree before) =>
        ReferenceEquals(now, before) || (now.FilePath == before.FilePath && now.Options.Equals(before.Options));

    /// <summary>Roslyn's own notion of what can be seen from outside a body; constants and nullable directives are part of it.</summary>
    internal static bool HasSameDeclarations(SyntaxTree before, SyntaxTree after) => SyntaxFactory.AreEquivalent(before, after, topLevel: true);

    /// <summary>Whether there is a namespace more or less: it decides what an import can mean, and that of a name that nothing declares.</summary>
    private bool HasNewSpace(DeclarationChange change, CancellationToken token) =>
        change.Touched.Spaces.Count > 0
        && !change.Touched.Spaces.All(space => Trees.Any(tree => !change.Come.Contains(tree) && FileNames.Of(tree, token).Namespaces.Contains(space)));

    /// <summary>A token per object that lives as long as its holder, and does not keep the object alive.</summary>
    private static class Identity
    {
        private static readonly ConditionalWeakTable<object, object> s_tokens = new();

        public static object Of(object thing) => s_tokens.GetValue(thing, static _ => new object());
    }
}

/// <summary>What is declared otherwise than before.</summary>
/// <param name="EarlierPlaces">The place that each file had among the earlier ones; -1 for a new one.</param>
internal sealed record DeclarationChange(ImmutableArray<int> EarlierPlaces)
{
    /// <summary>The places that the files had in which something is.</summary>
    public List<int> Gone { get; } = [];

    /// <summary>The same files as they are, without those that are gone, with those that are new.</summary>
    public List<SyntaxTree> Come { get; } = [];

    /// <summary>The names of what is.</summary>
    public TouchedNames Touched { get; } = new();

    /// <summary>Whether nothing is.</summary>
    public bool IsNone => Gone.Count == 0 && Come.Count == 0;

    /// <summary>Whether the name of the default worker can be another one.</summary>
    public bool MayConcernDefaultWorker => Touched.HasFrames || Touched.Names.Any(DefaultWorkerName.IsCandidate);
}
