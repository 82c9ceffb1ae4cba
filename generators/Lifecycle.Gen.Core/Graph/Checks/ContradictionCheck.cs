using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1008, the error: an ordering that contradicts a constructor parameter. It is a circle too, but one in which the wrong edge is known.</summary>
internal sealed class ContradictionCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.NeedlessOrdering];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) =>
        from pair in Pairs(graph)
        let owner = graph.Catalog[pair.Ordering.Subject.Type].Name
        let first = graph[pair.Ordering.From].Unit.Name
        let second = graph[pair.Ordering.To].Unit.Name
        let path = $"{first} -> {second} ({pair.Ordering.Label}{Finding.LocationOf(0)}) -> {first} ({pair.Dependency.Label}{Finding.LocationOf(1)})"
        select new Finding(
            RuleIds.NeedlessOrdering,
            pair.Ordering.Subject,
            [pair.Dependency.Subject],
            [pair.Ordering.Label, owner, "contradicts a dependency", path])
        {
            Gravity = Gravity.Error,
        };

    /// <summary>The orderings that another rule need not look at.</summary>
    public static ISet<Edge> Contradictions(LifecycleGraph graph) => new HashSet<Edge>(Pairs(graph).Select(pair => pair.Ordering));

    private static IEnumerable<(Edge Ordering, Edge Dependency)> Pairs(LifecycleGraph graph)
    {
        var orderings = graph.Edges.Where(edge => edge.Subject.Kind == SubjectKind.Attribute && edge.From != edge.To).ToList();
        if (orderings.Count == 0)
            yield break;

        var dependencies = graph.Edges.Where(edge => edge.Subject.Kind == SubjectKind.Parameter).ToLookup(edge => (edge.From, edge.To));
        foreach (var ordering in orderings)
        {
            if (dependencies[(ordering.To, ordering.From)].FirstOrDefault() is { } dependency)
                yield return (ordering, dependency);
        }
    }
}
