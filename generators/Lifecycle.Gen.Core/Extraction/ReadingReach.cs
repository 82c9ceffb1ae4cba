using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The names on which the readings of marked classes can depend, by syntax alone: what the files with such classes mention, and what the declarations of
/// these types mention in turn. It has no less than a reader can come to from a class through what is written, whatever the reader looks for, and no type
/// with another name can change a reading.
/// </summary>
internal sealed class ReadingReach
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ReadingReach(IReadOnlyCollection<SyntaxTree> trees, CancellationToken token)
    {
        var files = trees.Select(tree => FileNames.Of(tree, token)).ToList();
        var declaring = new Dictionary<string, List<FileNames>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var name in file.Declared)
            {
                if (!declaring.TryGetValue(name, out var all))
                    declaring.Add(name, all = []);
                all.Add(file);
            }
        }

        var open = new Stack<string>();
        foreach (var file in files)
            Add(file.MentionedForAll);
        foreach (var tree in MarkSyntax.FilesOf(trees, token))
        {
            var file = FileNames.Of(tree, token);
            Add(file.Declared);
            Add(file.Mentioned);
        }

        while (open.Count > 0)
        {
            if (!declaring.TryGetValue(open.Pop(), out var found))
                continue;

            foreach (var file in found)
                Add(file.Mentioned);
            // A file is looked through once.
            found.Clear();
        }

        void Add(IEnumerable<string> names)
        {
            foreach (var name in names)
            {
                if (_names.Add(name))
                    open.Push(name);
            }
        }
    }

    /// <summary>The names of the readings of all files.</summary>
    public static ReadingReach Of(IReadOnlyCollection<SyntaxTree> trees, CancellationToken token) => new(trees, token);

    /// <summary>Whether one of some names is among them.</summary>
    public bool Meets(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (_names.Contains(name) || DefaultWorkerName.IsCandidate(name))
                return true;
        }

        return false;
    }
}
