using System.Collections.Immutable;

namespace Lifecycle.Core.Extraction;

/// <summary>Which files of a project declare which names, and from there the names that the readings of a file can come to, by syntax alone.</summary>
internal sealed class DeclaredNames
{
    private readonly ImmutableDictionary<string, ImmutableArray<FileNames>> _declaring;
    private readonly ImmutableHashSet<string> _forAll;

    private DeclaredNames(ImmutableDictionary<string, ImmutableArray<FileNames>> declaring, ImmutableHashSet<string> forAll)
    {
        _declaring = declaring;
        _forAll = forAll;
    }

    /// <summary>Those of all files.</summary>
    public static DeclaredNames Of(IEnumerable<FileNames> files)
    {
        var declaring = new Dictionary<string, ImmutableArray<FileNames>>(StringComparer.Ordinal);
        var forAll = ImmutableHashSet.CreateBuilder(StringComparer.Ordinal);
        foreach (var file in files)
        {
            forAll.UnionWith(file.MentionedForAll);
            foreach (var name in file.Declared)
                declaring[name] = declaring.TryGetValue(name, out var others) ? others.Add(file) : [file];
        }

        return new(declaring.ToImmutableDictionary(StringComparer.Ordinal), forAll.ToImmutable());
    }

    /// <summary>Those after an edit that leaves global imports as they are.</summary>
    public DeclaredNames With(IEnumerable<FileNames> gone, IEnumerable<FileNames> come)
    {
        var declaring = _declaring.ToBuilder();
        foreach (var file in gone)
        {
            foreach (var name in file.Declared)
                declaring[name] = declaring[name].Remove(file);
        }

        foreach (var file in come)
        {
            foreach (var name in file.Declared)
                declaring[name] = declaring.TryGetValue(name, out var others) ? others.Add(file) : [file];
        }

        return new(declaring.ToImmutable(), _forAll);
    }

    /// <summary>
    /// The names on which readings of a file can depend: all that it mentions; of types that it derives from, marks with or takes constants of, what
    /// their files mention in turn, and of the others what stands at the types themselves. No type with another name can change such a reading.
    /// </summary>
    public HashSet<string> ReachOf(FileNames own)
    {
        var followed = new HashSet<string>(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Name, bool IsFollowed)>();
        AddAll(_forAll, isFollowed: true);
        AddAll(own.Declared, isFollowed: true);
        AddAll(own.Followed, isFollowed: true);
        AddAll(own.Mentioned, isFollowed: false);
        while (open.Count > 0)
        {
            var (name, isFollowed) = open.Pop();
            if (!_declaring.TryGetValue(name, out var files))
                continue;

            foreach (var file in files)
            {
                AddAll(isFollowed ? file.Followed : file.Heads, isFollowed: true);
                if (isFollowed)
                    AddAll(file.Mentioned, isFollowed: false);
            }
        }

        named.UnionWith(followed);
        return named;

        void AddAll(IEnumerable<string> names, bool isFollowed)
        {
            foreach (var name in names)
            {
                if (isFollowed ? followed.Add(name) : !followed.Contains(name) && named.Add(name))
                    open.Push((name, isFollowed));
            }
        }
    }
}
