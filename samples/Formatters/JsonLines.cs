using System.Text.Json;

namespace Formatters;

/// <summary>One JSON object a line. The columns are the names of all objects, in the order in which they are first met.</summary>
internal static class JsonLines
{
    public static Table Read(string text)
    {
        var columns = new List<string>();
        var rows = new List<Dictionary<string, string>>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var json = JsonDocument.Parse(line);
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (!columns.Contains(property.Name))
                    columns.Add(property.Name);
                row[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? "" : property.Value.ToString();
            }

            rows.Add(row);
        }

        return new Table(columns, [.. rows.Select(row => columns.ConvertAll(column => row.GetValueOrDefault(column, "")))]);
    }
}
