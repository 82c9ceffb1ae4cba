namespace Lifecycle;

/// <summary>What happens when a lease is lost, after its units are down.</summary>
public enum LeaseLoss
{
    /// <summary>The worker stops, with <see cref="LeaseOptions.LostExitCode"/>: a process that lost a lease may be cut off, or too slow.</summary>
    StopWorker,

    /// <summary>The worker stays up without the units, and tries to take the lease again.</summary>
    Standby,
}
