namespace Lifecycle.Cluster.Peers;

/// <summary>A way to have work done by one process of a fleet.</summary>
internal abstract class Contender
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is called in the table.</summary>
    public abstract string Title { get; }

    /// <summary>The server that its processes share; <see langword="null"/> if they find each other by their ports.</summary>
    public virtual string? Store => null;

    /// <summary>
    /// The longest period of what it does by time, such as renewals, probes and gossip. The failures of all rounds are spread evenly over it, so that none is
    /// lucky. Default: 5 s.
    /// </summary>
    public virtual TimeSpan Period => TimeSpan.FromSeconds(5);

    /// <summary>How long it may take until another process has the work; what takes longer is an error.</summary>
    public TimeSpan Guard => TimeSpan.FromSeconds(120) + Period;

    /// <summary>This process is one of its fleet.</summary>
    /// <param name="folder">Where its journal is; its name is different in each fleet.</param>
    /// <param name="address">The address of the store, or the ports of the first processes.</param>
    /// <param name="port">A free port for this process.</param>
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(string folder, string address, int port);
}
