namespace Lifecycle.Cluster.Peers.Grains;

/// <summary>A grain that works while it is active.</summary>
internal interface IWorkGrain : IGrainWithIntegerKey
{
    /// <summary>Activates it; registers its reminder, if there is none yet.</summary>
    Task BeginAsync();
}
