using Lifecycle;

namespace Formatters.Formats;

/// <summary>A table as Markdown has them.</summary>
[Extension]
internal sealed class MarkdownFormat : IFormat
{
    public string Name => "markdown";

    public void Write(Table table, TextWriter output)
    {
        Line(table.Columns);
        Line(table.Columns.Select(_ => "---"));
        foreach (var row in table.Rows)
            Line(row);

        void Line(IEnumerable<string> fields) => output.WriteLine($"| {string.Join(" | ", fields.Select(Escape))} |");

        static string Escape(string field) => field.Replace("|", "\\|", StringComparison.Ordinal);
    }
}
