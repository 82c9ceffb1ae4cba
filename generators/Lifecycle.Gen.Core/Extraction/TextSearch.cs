using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Core.Extraction;

/// <summary>Searches the text of a file, which is far cheaper than to walk its syntax.</summary>
internal static class TextSearch
{
    private const int BlockLength = 16 * 1024;

    /// <summary>Whether a text contains another, as a part of a longer word too.</summary>
    public static bool Contains(SourceText text, string wanted)
    {
        var block = new char[Math.Min(Math.Max(BlockLength, wanted.Length), text.Length)];
        // What two blocks share begins in the first of them, and is whole in the second.
        for (var start = 0; start + wanted.Length <= text.Length; start += Math.Max(1, block.Length - wanted.Length + 1))
        {
            var length = Math.Min(block.Length, text.Length - start);
            text.CopyTo(start, block, 0, length);
            if (block.AsSpan(0, length).IndexOf(wanted.AsSpan()) >= 0)
                return true;
        }

        return false;
    }
}
