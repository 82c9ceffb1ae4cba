using Lifecycle;

namespace Modular.Storage;

/// <summary>Keeps other processes out of the folder, unless an input of the worker says that the folder is shared.</summary>
/// <param name="settings">Say which folder.</param>
/// <param name="output">Takes a line for everything that happens.</param>
[Unit(EnabledBy = nameof(IsWanted))]
public sealed partial class FolderLock(StorageSettings settings, TextWriter output)
{
    private static bool IsWanted(bool shared = false) => !shared;

    [Lifespan]
    private async IAsyncEnumerable<FileStream> HoldAsync()
    {
        await using var file = new FileStream(
            Path.Combine(settings.Folder, "storage.lock"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        output.WriteLine("FolderLock: held");
        yield return file;
        output.WriteLine("FolderLock: given back");
    }
}
