namespace Lifecycle;

/// <summary>The right to be the only process that does something, for a time that is renewed.</summary>
public interface ILease
{
    /// <summary>The name of the lease, the same in all processes.</summary>
    string Name { get; }

    /// <summary>Whether this process has the lease. It may have lost it by the time at which the caller uses the answer; see <see cref="Token"/>.</summary>
    bool IsHeld { get; }

    /// <summary>
    /// The fencing token: higher than that of every earlier holder. What is written under the lease carries it, and the place that keeps the data refuses a
    /// lower one than it has seen, so that a process that was paused cannot undo the work of its successor. It stays readable after the lease has ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">This process has not had the lease yet.</exception>
    long Token { get; }

    /// <summary>
    /// Cancelled as soon as the lease is lost or cannot be proved in time; another token each time that the lease is taken. The units that need the lease are
    /// stopped from then on, and no other process has the lease before <see cref="LeaseOptions.StopSeconds"/> have passed.
    /// </summary>
    /// <exception cref="InvalidOperationException">This process has not had the lease yet.</exception>
    CancellationToken Lost { get; }

    /// <summary>When this process took the lease; <see langword="null"/> while it does not have it.</summary>
    DateTimeOffset? Since { get; }
}
