using Lifecycle;

namespace Formatters;

/// <summary>Prints what was read in the format that was asked for; without one, in the format of the highest priority.</summary>
[Unit]
internal sealed partial class Printer(Input input, IReadOnlyList<IFormat> formats, string? format)
{
    private IFormat? _chosen;

    // Before anything is read: a wrong name is not worth a long read.
    [PreStartup]
    private void Choose()
        => _chosen = format is null ? formats[0] : formats.FirstOrDefault(known => known.Name == format)
            ?? throw new InvalidOperationException($"there is no format '{format}', only {string.Join(", ", formats.Select(known => known.Name))}");

    [Run]
    private void Print() => _chosen!.Write(input.Table, Console.Out);
}
