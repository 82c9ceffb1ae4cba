using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1008, the warning: an ordering that other edges imply in every worker where it has an effect.</summary>
internal sealed class ImpliedOrderingCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.NeedlessOrdering];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        var verdicts = new Dictionary<SubjectKey, Finding?>();
        foreach (var graph in all.Graphs)
        {
            var orderings = graph.Edges.Where(edge => edge.Subject.Kind == SubjectKind.Attribute && edge.From != edge.To).ToList();
            // In a circle every edge is implied by the others.
            if (orderings.Count == 0 || StageOrder.Of(graph).Count < graph.Nodes.Count)
                continue;

            var outgoing = graph.Edges
                .GroupBy(edge => edge.From, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            // From the last one to the first, so that of two equal orderings the first stays.
            foreach (var ordering in Enumerable.Reverse(orderings))
            {
                outgoing[ordering.From].Remove(ordering);
                var path = PathOf(graph, ordering, outgoing);
                if (path is null)
                    outgoing[ordering.From].Add(ordering);
                if (!verdicts.TryGetValue(ordering.Subject, out var verdict))
                    verdicts.Add(ordering.Subject, path is null ? null : Describe(graph, ordering, path));
                else if (verdict is not null && path is null)
                    verdicts[ordering.Subject] = null;
            }
        }

        return verdicts.Values.OfType<Finding>();
    }

    private static Finding Describe(LifecycleGraph graph, Edge ordering, List<Edge> path)
    {
        var text = graph[ordering.From].Unit.Name;
        for (var i = 0; i < path.Count; i++)
            text += $" -> {graph[path[i].To].Unit.Name} ({path[i].Label}{Finding.LocationOf(i + 1)})";
        return new Finding(
            RuleIds.NeedlessOrdering,
            ordering.Subject,
            path.Select(edge => edge.Subject).ToEquatableArray(),
            [ordering.Label, graph.Catalog[ordering.Subject.Type].Name, "says what is so already", text]);
    }

    private static List<Edge>? PathOf(LifecycleGraph graph, Edge ordering, Dictionary<string, List<Edge>> outgoing)
    {
        var cameBy = new Dictionary<string, Edge>(StringComparer.Ordinal);
        var queue = new Queue<string>();
        queue.Enqueue(ordering.From);
        while (queue.Count > 0)
        {
            if (!outgoing.TryGetValue(queue.Dequeue(), out var edges))
                continue;

            foreach (var edge in edges)
            {
                if (edge.From == edge.To || cameBy.ContainsKey(edge.To))
                    continue;

                cameBy.Add(edge.To, edge);
                if (edge.To == ordering.To)
                    return Back(edge);

                // A disabled unit delays nothing, so what it waits for may come later than its dependents.
                if (graph[edge.To].Unit.Condition is null)
                    queue.Enqueue(edge.To);
            }
        }

        return null;

        List<Edge> Back(Edge last)
        {
            var path = new List<Edge> { last };
            while (path[0].From != ordering.From)
                path.Insert(0, cameBy[path[0].From]);
            return path;
        }
    }
}
