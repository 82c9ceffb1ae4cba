using System.Text;

namespace Formatters;

/// <summary>Comma-separated values as RFC 4180 has them. The first row names the columns; shorter rows are filled up.</summary>
internal static class Csv
{
    public static Table Read(string text)
    {
        var rows = Rows(text).ToList();
        if (rows.Count == 0)
            return new Table([], []);

        var columns = rows[0];
        return new Table(columns, [.. rows.Skip(1).Select((row, i) => row.Count > columns.Count
            ? throw new FormatException($"Row {i + 2} has {row.Count} fields, but there are {columns.Count} columns.")
            : (IReadOnlyList<string>)[.. row, .. Enumerable.Repeat("", columns.Count - row.Count)])]);
    }

    public static string Quote(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static IEnumerable<List<string>> Rows(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length ? text[i] : '\n';
            if (isQuoted && i < text.Length)
            {
                if (letter != '"')
                    field.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else
                    isQuoted = false;
                continue;
            }

            switch (letter)
            {
                case '"':
                    isQuoted = true;
                    break;
                case '\r':
                    break;
                case ',' or '\n':
                    row.Add(field.ToString());
                    field.Clear();
                    if (letter == '\n')
                    {
                        // An empty line is no row.
                        if (row is not [""])
                            yield return row;
                        row = [];
                    }

                    break;
                default:
                    field.Append(letter);
                    break;
            }
        }
    }
}
