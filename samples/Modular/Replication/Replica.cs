using Lifecycle;
using Modular.Storage;

namespace Modular.Replication;

/// <summary>Follows a store with a copy in another folder.</summary>
/// <param name="store">The unit that keeps the records, whichever it is.</param>
/// <param name="replicaFolder">Where the copy is.</param>
/// <param name="interval">The time from one copy to the next.</param>
/// <param name="time">The worker's clock.</param>
/// <param name="output">Takes a line for everything that happens.</param>
[Unit]
public sealed partial class Replica(IStore store, string replicaFolder, TimeSpan interval, TimeProvider time, TextWriter output)
{
    private readonly string _path = Path.Combine(replicaFolder, "replica.txt");

    [Verify]
    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var copied = File.Exists(_path) ? await File.ReadAllLinesAsync(_path, cancellationToken) : [];
        output.WriteLine($"Replica: {(copied.SequenceEqual(store.Records, StringComparer.Ordinal) ? "as the store" : "behind the store")}");
    }

    [Background]
    private async Task FollowAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
            Copy();
    }

    // The loop has ended by now, and the store closes only after this.
    [OnShutdown]
    private void CopyTheRest()
    {
        Copy();
        output.WriteLine($"Replica: has {store.Records.Count} records");
    }

    private void Copy() => File.WriteAllLines(_path, store.Records);
}
