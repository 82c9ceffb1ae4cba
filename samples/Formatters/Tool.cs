using Formatters.Formats;
using Lifecycle;

namespace Formatters;

/// <summary>Reads the rows and prints them. All formats of the project are in it, because the printer takes their list.</summary>
[Worker, Mixin<Printer>]
internal sealed partial class Tool
{
    [Run]
    private async Task PrintAsync(CancellationToken cancellationToken)
    {
        if (Printer.Plugin is { } file)
            await AttachAsync(new TemplateFormat(file), cancellationToken);
        Printer.Print();
    }
}
