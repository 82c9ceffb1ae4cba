namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>A fault that is put into a simulated world, which must then be found.</summary>
internal enum Plant
{
    None,

    /// <summary>The store replaces a record whatever its version.</summary>
    StoreIgnoresVersions,

    /// <summary>The store loses a record now and then, and its token with it.</summary>
    StoreForgets,

    /// <summary>Clocks run much faster than others.</summary>
    UnequalClocks,

    /// <summary>Units that lost their lease go on for a while, and nothing says so.</summary>
    UnitsGoOn,

    /// <summary>A process that stops frees its lease before its units are down.</summary>
    ReleasedTooEarly,

    /// <summary>The store refuses the writes of other processes than the first that has the lease.</summary>
    StoreRefuses,
}
