namespace Lifecycle;

/// <summary>
/// Keeps one small record for each lease, and replaces it only for a process that has seen its last version. That is all that the protocol of
/// <see cref="Lease"/> needs: expiry is measured by the processes, so that the clock of a store does not matter.
/// </summary>
/// <remarks>
/// A store must be linearizable: a read returns the last write that was acknowledged, also after a restart or a fail-over. One that can lose writes gives
/// mutual exclusion only as long as it does not. All members are thread-safe. What cannot be reached is an exception; the caller tries again.
/// </remarks>
public interface ILeaseStore
{
    /// <summary>The record of a lease; <see langword="null"/> if there is none.</summary>
    /// <param name="name">The name of the lease.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a record if the stored one still has <see cref="LeaseRecord.Version"/>, or if there is none and the version is <see langword="null"/>.
    /// </summary>
    /// <param name="name">The name of the lease.</param>
    /// <param name="record">The record, with the version that it replaces.</param>
    /// <param name="cancellationToken">Ends the request, which may have been done nevertheless.</param>
    /// <returns>The record with its new version; <see langword="null"/> if the stored one has another version: nothing was written.</returns>
    ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the record may have been written since a version. Makes a hand-over fast; a store that cannot tell waits until it is cancelled, and may
    /// also end early for no reason.
    /// </summary>
    /// <param name="name">The name of the lease.</param>
    /// <param name="version">The version that was read last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken);
}
