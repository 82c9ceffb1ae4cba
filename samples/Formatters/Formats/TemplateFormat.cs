using Lifecycle;

namespace Formatters.Formats;

/// <summary>
/// A format that is written as a file: its text once per row, with <c>{column}</c> for fields. It is known at run time only, so no worker has it
/// by itself; the tool attaches one, and its high priority makes it the format that is used when none is named.
/// </summary>
[Unit(AutoInclude = false), Extension(Priority = 100)]
internal sealed partial class TemplateFormat(string file) : IFormat
{
    private string _template = "";

    public string Name => Path.GetFileNameWithoutExtension(file);

    public void Write(Table table, TextWriter output)
    {
        foreach (var row in table.Rows)
        {
            var text = _template;
            for (var i = 0; i < row.Count; i++)
                text = text.Replace($"{{{table.Columns[i]}}}", row[i], StringComparison.Ordinal);
            output.WriteLine(text);
        }
    }

    [OnStartup]
    private async Task ReadAsync(CancellationToken cancellationToken) => _template = (await File.ReadAllTextAsync(file, cancellationToken)).TrimEnd();
}
