namespace Lifecycle.Drawing;

/// <summary>Short names of units: without namespaces where that leaves them different, and not longer than can be read.</summary>
internal sealed class UnitLabels
{
    private const int Longest = 36;

    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    public UnitLabels(IEnumerable<string> ids)
    {
        foreach (var group in ids.Distinct(StringComparer.Ordinal).GroupBy(Shorten, StringComparer.Ordinal))
        {
            var isClear = group.Skip(1).FirstOrDefault() is null;
            foreach (var id in group)
                _labels.Add(id, Cut(isClear ? group.Key : id));
        }
    }

    /// <summary>The name of a unit.</summary>
    public string Of(string id) => _labels[id];

    /// <summary>What is left of an id without the namespaces of its types.</summary>
    public static string Shorten(string id)
    {
        var name = new System.Text.StringBuilder();
        var begin = 0;
        for (var i = 0; i < id.Length; i++)
        {
            if (id[i] == '[')
            {
                // The name of an instance is given, and stays.
                name.Append(id.AsSpan(begin));
                return name.ToString();
            }

            if (id[i] == '.')
            {
                begin = i + 1;
            }
            else if (id[i] is '<' or '>' or ',' or ' ' or '+')
            {
                name.Append(id.AsSpan(begin, i + 1 - begin));
                begin = i + 1;
            }
        }

        return name.Append(id.AsSpan(begin)).ToString();
    }

    private static string Cut(string label) => label.Length <= Longest ? label : string.Concat(label.AsSpan(0, Longest - 1), "…");
}
