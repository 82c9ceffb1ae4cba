using Lifecycle;
using Modular.Replication;
using Modular.Storage;

namespace Modular.App;

/// <summary>Brings records into the store. Where the store is, and in which assembly, is not its business.</summary>
[Unit]
internal sealed partial class Import(IStore store, string[] records, TextWriter output)
{
    // A phase of a library, in a unit of the application.
    [Verify]
    private void Count() => output.WriteLine($"Import: {records.Length} records for a store of {store.Records.Count}");

    [OnReady]
    private void Announce() => output.WriteLine("Import: ready");

    [Run]
    private void Append()
    {
        foreach (var record in records)
            output.WriteLine($"Import: '{record}' {(store.Append(record) is { } reason ? $"refused, {reason}" : "kept")}");
    }
}

/// <summary>A rule of the application for the store of the library.</summary>
[Extension(Priority = 5)]
internal sealed class NoComment : IRecordRule
{
    public string? Refuse(string record) => record.StartsWith('#') ? "it is a comment" : null;
}
