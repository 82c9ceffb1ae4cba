namespace Lifecycle;

/// <summary>Settings of leases. All processes that share a lease should have the same.</summary>
public sealed class LeaseOptions
{
    /// <summary>
    /// The time of a lease, in seconds: after a process was killed or cut off, another one takes its lease this long after the last renewal that it saw.
    /// Default: 15.
    /// </summary>
    public double DurationSeconds { get; init; } = 15;

    /// <summary>The time between renewals, in seconds. Default: 0, a third of <see cref="DurationSeconds"/>.</summary>
    public double RenewSeconds { get; init; }

    /// <summary>
    /// The part of <see cref="DurationSeconds"/> that is kept for the units to go down: a lease that could not be renewed by then is given up this long
    /// before another process can take it. Default: 0, a third of <see cref="DurationSeconds"/>.
    /// </summary>
    public double StopSeconds { get; init; }

    /// <summary>
    /// The time between two looks at a lease that another process has, and before a failed request to the store is repeated, in seconds. A store that tells of
    /// changes makes a hand-over faster than that. Default: 0.5.
    /// </summary>
    public double RetrySeconds { get; init; } = 0.5;

    /// <summary>What happens when a lease is lost. Default: <see cref="LeaseLoss.StopWorker"/>.</summary>
    public LeaseLoss OnLost { get; init; }

    /// <summary>The exit code of a worker that stops because of a lost lease, from 0 to 255. Default: 75, "temporary failure", so that it is
    /// restarted.</summary>
    public int LostExitCode { get; init; } = 75;

    /// <summary>
    /// Who this process is, for people who read the store; made unique by what is appended. Default: <see langword="null"/>, the names of the machine and
    /// process.
    /// </summary>
    public string? Holder { get; init; }

    /// <summary>What stands before the names of leases in the store, such as the name of the application. Default: empty.</summary>
    public string Prefix { get; init; } = "";
}
