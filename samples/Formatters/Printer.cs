using Lifecycle;

namespace Formatters;

/// <summary>Prints what was read in the format that was asked for; without one, in the format of the highest priority.</summary>
[Unit]
internal sealed partial class Printer(Input input, IReadOnlyList<IFormat> formats, string? format, string? plugin = null)
{
    /// <summary>The file of a format that is yet to be attached.</summary>
    public string? Plugin => plugin;

    // The list is live: an attached format is in it as soon as it has started.
    private IFormat Chosen => format is null ? formats[0] : formats.FirstOrDefault(known => known.Name == format)
        ?? throw new InvalidOperationException($"there is no format '{format}', only {string.Join(", ", formats.Select(known => known.Name))}");

    public void Print() => Chosen.Write(input.Table, Console.Out);

    // Before anything is read: a wrong name is not worth a long read. A plugin may still bring the one that is asked for.
    [PreStartup]
    private void Check()
    {
        if (plugin is null)
            _ = Chosen;
    }
}
