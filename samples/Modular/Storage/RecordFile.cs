namespace Modular.Storage;

/// <summary>A file that only grows, a line a record. Internal, and it stays so: other assemblies compose the units and never meet their helpers.</summary>
internal sealed class RecordFile(string path) : IDisposable
{
    private readonly StreamWriter _writer = new(path, append: true) { AutoFlush = true };

    public static Task<string[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? File.ReadAllLinesAsync(path, cancellationToken) : Task.FromResult<string[]>([]);

    public void Append(string record) => _writer.WriteLine(record);

    public void Dispose() => _writer.Dispose();
}
