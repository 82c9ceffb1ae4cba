using Lifecycle.Cluster.Peers.Actors;
using Lifecycle.Cluster.Peers.Grains;
using Lifecycle.Cluster.Peers.Leases;

namespace Lifecycle.Cluster.Peers;

/// <summary>What is compared.</summary>
internal static class Contenders
{
    public static IReadOnlyList<Contender> All { get; } =
    [
        new LeasedUnit("redis"),
        new LeasedUnit("postgres"),
        new ClusterSingleton(stableAfter: null),
        new ClusterSingleton(stableAfter: TimeSpan.FromSeconds(5)),
        new RemindedGrain(callPeriod: null),
        new RemindedGrain(callPeriod: TimeSpan.FromSeconds(1)),
    ];

    public static Contender Find(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"'{name}' is none of {string.Join(", ", All.Select(one => one.Name))}.", nameof(name));
}
