namespace Lifecycle;

/// <summary>What a store keeps of one lease.</summary>
/// <param name="Holder">Who has the lease: a text of its own for each process. Empty: it is free.</param>
/// <param name="Token">The fencing token: one more each time that the lease is taken.</param>
/// <param name="DurationSeconds">
/// For how long after a write no other process may take the lease, in seconds. Each process measures that by its own clock, from when it first saw that write.
/// </param>
/// <param name="Version">
/// Another one after each write, made by the store; <see langword="null"/> for a lease that the store does not know yet. Only compared.
/// </param>
public sealed record LeaseRecord(string Holder, long Token, double DurationSeconds, string? Version)
{
    /// <summary>Whether no process has the lease.</summary>
    public bool IsFree => Holder.Length == 0;
}
