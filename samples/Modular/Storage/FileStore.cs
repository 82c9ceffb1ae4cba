using Lifecycle;

namespace Modular.Storage;

/// <summary>Keeps records in a file of its own.</summary>
/// <param name="settings">Say where and how many.</param>
/// <param name="folderLock">Where the folder is not shared.</param>
/// <param name="rules">All rules that the program has, from whichever assembly.</param>
/// <param name="output">Takes a line for everything that happens.</param>
[Unit]
public sealed partial class FileStore(StorageSettings settings, FolderLock? folderLock, IReadOnlyList<IRecordRule> rules, TextWriter output) : IStore
{
    private readonly List<string> _records = [];
    private RecordFile? _file;

    /// <inheritdoc/>
    public IReadOnlyList<string> Records => _records;

    /// <inheritdoc/>
    public string? Append(string record)
    {
        if (_file is null)
            throw new InvalidOperationException("The store is not open.");
        if (_records.Count >= settings.Capacity)
            return "the store is full";

        foreach (var rule in rules)
        {
            if (rule.Refuse(record) is { } reason)
                return reason;
        }

        _file.Append(record);
        _records.Add(record);
        return null;
    }

    [OnStartup]
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(settings.Folder, "records.txt");
        _records.Clear();
        _records.AddRange(await RecordFile.ReadAsync(path, cancellationToken));
        _file = new RecordFile(path);
        output.WriteLine($"FileStore: open with {_records.Count} records and {rules.Count} rules{(folderLock is null ? ", shared" : "")}");
    }

    [OnShutdown]
    private void Close()
    {
        _file?.Dispose();
        _file = null;
        output.WriteLine($"FileStore: closed with {_records.Count} records");
    }
}
