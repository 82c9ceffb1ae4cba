using Lifecycle;

namespace Formatters.Formats;

/// <summary>Comma-separated values.</summary>
[Extension]
internal sealed class CsvFormat : IFormat
{
    public string Name => "csv";

    public void Write(Table table, TextWriter output)
    {
        foreach (var row in table.Rows.Prepend(table.Columns))
            output.WriteLine(string.Join(',', row.Select(Csv.Quote)));
    }
}
