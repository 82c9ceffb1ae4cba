using System.Globalization;
using Lifecycle;

namespace Modular.Storage;

/// <summary>Where records are kept, and how many: the file <c>storage.settings</c> may say <c>capacity = 1000</c>.</summary>
/// <param name="folder">An input of every worker that has the library's units.</param>
/// <param name="output">Takes a line for everything that happens.</param>
[Unit]
public sealed partial class StorageSettings(string folder, TextWriter output)
{
    private const string File = "storage.settings";

    /// <summary>Where records are kept.</summary>
    public string Folder => folder;

    /// <summary>How many records the store takes.</summary>
    public int Capacity { get; private set; }

    // Before anything is opened: a wrong setting leaves nothing to undo.
    [PreStartup]
    private void Read()
    {
        Capacity = 1000;
        var path = Path.Combine(folder, File);
        foreach (var line in System.IO.File.Exists(path) ? System.IO.File.ReadLines(path) : [])
        {
            if (line.Split('=', StringSplitOptions.TrimEntries) is not ["capacity", var text]
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity))
                throw new InvalidDataException($"{File} says '{line}' and may say only 'capacity = <number>'.");

            Capacity = capacity;
        }

        output.WriteLine($"StorageSettings: {Capacity} records at most");
    }
}
