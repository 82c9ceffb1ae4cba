using Lifecycle;

namespace Formatters;

/// <summary>The rows of the file, or of standard input where none is named. A JSON line begins with a brace; anything else is CSV.</summary>
[Unit]
internal sealed partial class Input(string? path)
{
    public Table Table { get; private set; } = new([], []);

    [OnStartup]
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var reader = path is null ? Console.In : new StreamReader(path);
        var text = await reader.ReadToEndAsync(cancellationToken);
        Table = text.AsSpan().TrimStart().StartsWith("{") ? JsonLines.Read(text) : Csv.Read(text);
    }
}
