using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1002: a unit that waits for itself, by its class, a contract that it provides, or a list that it is in.</summary>
internal sealed class SelfDependencyCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.SelfDependency];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) =>
        from edge in graph.Edges
        where edge.From == edge.To
        let name = graph[edge.From].Unit.Name
        select new Finding(RuleIds.SelfDependency, edge.Subject, name, $"{name} -> {name} ({edge.Label}{Finding.LocationOf(0)})");
}
