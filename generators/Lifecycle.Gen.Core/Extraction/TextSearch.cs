using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Core.Extraction;

/// <summary>Searches the text of a file, which is far cheaper than to walk its syntax.</summary>
internal static class TextSearch
{
    private const int BlockLength = 16 * 1024;

    // A text a file would be as much again as the files are.
    [ThreadStatic]
    private static char[]? s_block;

    /// <summary>Whether a text contains another, as a part of a longer word too.</summary>
    public static bool Contains(SourceText text, string wanted) => Find(text, wanted, 0) >= 0;

    /// <summary>Where a text contains another, as a part of a longer word too, from a place on; -1 where it does not.</summary>
    public static int Find(SourceText text, string wanted, int from)
    {
        var block = s_block is { } kept && kept.Length >= wanted.Length ? kept : s_block = new char[Math.Max(BlockLength, wanted.Length)];
        // What two blocks share begins in the first of them, and is whole in the second.
        for (var start = from; start + wanted.Length <= text.Length; start += Math.Max(1, block.Length - wanted.Length + 1))
        {
            var length = Math.Min(block.Length, text.Length - start);
            text.CopyTo(start, block, 0, length);
            var found = block.AsSpan(0, length).IndexOf(wanted.AsSpan());
            if (found >= 0)
                return start + found;
        }

        return -1;
    }
}
