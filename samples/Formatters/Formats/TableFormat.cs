using Lifecycle;

namespace Formatters.Formats;

/// <summary>Columns of equal width, for people. The format of the highest priority is the one that is used when none is named.</summary>
[Extension(Priority = 10)]
internal sealed class TableFormat : IFormat
{
    public string Name => "table";

    public void Write(Table table, TextWriter output)
    {
        var widths = table.Columns.Select((column, i) => table.Rows.Select(row => row[i].Length).Append(column.Length).Max()).ToList();
        Line(table.Columns);
        Line(widths.ConvertAll(width => new string('-', width)));
        foreach (var row in table.Rows)
            Line(row);

        void Line(IReadOnlyList<string> fields) => output.WriteLine(string.Join("  ", fields.Select((field, i) => field.PadRight(widths[i]))).TrimEnd());
    }
}
