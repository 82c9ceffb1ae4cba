namespace Lifecycle.CodeFixes;

/// <summary>How alike two names are: what was renamed usually has a part of its old name.</summary>
internal static class NameSimilarity
{
    /// <summary>Names that have less in common have nothing in common.</summary>
    private const double Least = 0.6;

    /// <summary>The names that are like one, the most similar first.</summary>
    public static IEnumerable<string> Like(string name, IEnumerable<string> others) => others
        .Distinct(StringComparer.Ordinal)
        .Select(other => (Name: other, Likeness: Of(name, other)))
        .Where(other => other.Likeness >= Least)
        .OrderByDescending(other => other.Likeness)
        .ThenBy(other => other.Name, StringComparer.Ordinal)
        .Select(other => other.Name);

    /// <summary>Above 1 where one is a part of the other, else the share of letters that both have in the same order; whatever the case of letters.</summary>
    public static double Of(string left, string right)
    {
        var (longer, shorter) = left.Length >= right.Length ? (left, right) : (right, left);
        var share = 2.0 * CommonLetters(left, right) / (left.Length + right.Length);
        return longer.IndexOf(shorter, StringComparison.OrdinalIgnoreCase) >= 0 ? 1 + share : share;
    }

    /// <summary>The length of the longest common subsequence.</summary>
    private static int CommonLetters(string left, string right)
    {
        var row = new int[right.Length + 1];
        foreach (var letter in left)
        {
            var diagonal = 0;
            for (var i = 1; i <= right.Length; i++)
            {
                var above = row[i];
                row[i] = char.ToUpperInvariant(letter) == char.ToUpperInvariant(right[i - 1]) ? diagonal + 1 : Math.Max(above, row[i - 1]);
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
