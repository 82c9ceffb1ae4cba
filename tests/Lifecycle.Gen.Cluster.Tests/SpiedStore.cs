namespace Lifecycle.Cluster.Tests;

/// <summary>A store that can be away, and says when a lease is released.</summary>
internal sealed class SpiedStore(ILeaseStore store, Diary diary) : ILeaseStore
{
    public volatile bool IsAway;

    public ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return store.ReadAsync(name, cancellationToken);
    }

    public ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        if (record.IsFree)
            diary.Add("released");

        return store.TryWriteAsync(name, record, cancellationToken);
    }

    public Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return store.WaitForChangeAsync(name, version, cancellationToken);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
            throw new IOException("The store is away.");
    }
}
