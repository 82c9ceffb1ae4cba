using System.Globalization;
using System.Text;

namespace Lifecycle.Core.Emission;

/// <summary>Names of generated files: readable, of bounded length, and different for different types on every file system.</summary>
public static class HintName
{
    private const int MaxReadable = 96;

    /// <summary>The name for one kind of file of one type.</summary>
    public static string Of(string metadataName, string kind)
    {
        var text = new StringBuilder(MaxReadable + 24);
        // The end is the class, the most telling part.
        for (var i = Math.Max(0, metadataName.Length - MaxReadable); i < metadataName.Length; i++)
            text.Append(metadataName[i] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' ? metadataName[i] : '-');
        return text.Append('.').Append(kind).Append('.').Append(Hash(metadataName).ToString("x8", CultureInfo.InvariantCulture)).Append(".g.cs").ToString();
    }

    /// <summary>FNV-1a: the same on every machine, which string.GetHashCode is not.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 16777619u);
        return hash;
    }
}
