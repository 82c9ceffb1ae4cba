using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1001: units that wait for each other in a circle: the shortest circles that share no edge, each once, from its first unit by id.</summary>
internal sealed class CycleCheck : IGraphCheck
{
    /// <summary>A circle of more edges is reported without their locations: a longer message is not read.</summary>
    private const int MaxLocations = 4;

    /// <summary>Enough to begin with: in a dense graph most other circles disappear with the first ones.</summary>
    private const int MaxCircles = 10;

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.Cycle];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var contradictions = ContradictionCheck.Contradictions(graph);
        var edges = contradictions.Count == 0 ? graph.Edges : [.. graph.Edges.Where(edge => !contradictions.Contains(edge))];
        var outgoing = Group(edges, edge => edge.From);
        var incoming = Group(edges, edge => edge.To);
        var left = graph.Nodes.Select(node => node.Unit.Key).ToList();
        Prune(left, outgoing, incoming);
        var reported = 0;
        while (left.Count > 0)
        {
            var inPlay = new HashSet<string>(left, StringComparer.Ordinal);
            List<Edge>? shortest = null;
            foreach (var start in left)
            {
                if (ShortestFrom(start, outgoing, inPlay) is { } cycle && (shortest is null || cycle.Count < shortest.Count))
                    shortest = cycle;
            }

            if (shortest is null)
                yield break;

            yield return Describe(graph, shortest);
            if (++reported == MaxCircles)
                yield break;

            // What does not share an edge with this circle stays a circle when this one is broken.
            foreach (var edge in shortest)
            {
                outgoing[edge.From].Remove(edge);
                incoming[edge.To].Remove(edge);
            }

            Prune(left, outgoing, incoming);
        }
    }

    private static Finding Describe(LifecycleGraph graph, List<Edge> cycle)
    {
        var start = graph[cycle[0].From].Unit.Name;
        var path = start;
        for (var i = 0; i < cycle.Count; i++)
        {
            var location = cycle.Count <= MaxLocations ? Finding.LocationOf(i) : "";
            path += $" -> {graph[cycle[i].To].Unit.Name} ({cycle[i].Label}{location})";
        }

        return new Finding(
            RuleIds.Cycle,
            cycle[0].Subject,
            cycle.Skip(1).Select(edge => edge.Subject).ToEquatableArray(),
            [start, graph[cycle[0].To].Unit.Name, path]);
    }

    private static Dictionary<string, List<Edge>> Group(IEnumerable<Edge> edges, Func<Edge, string> key)
    {
        var groups = new Dictionary<string, List<Edge>>(StringComparer.Ordinal);
        foreach (var edge in edges.Where(edge => edge.From != edge.To))
        {
            if (!groups.TryGetValue(key(edge), out var group))
                groups.Add(key(edge), group = []);
            group.Add(edge);
        }

        return groups;
    }

    /// <summary>Removes, until nothing changes, units without an outgoing or an incoming edge: they are in no circle.</summary>
    private static void Prune(List<string> left, Dictionary<string, List<Edge>> outgoing, Dictionary<string, List<Edge>> incoming)
    {
        var alive = new HashSet<string>(left, StringComparer.Ordinal);
        int before;
        do
        {
            before = left.Count;
            left.RemoveAll(key =>
            {
                var isOut = !HasNeighbour(outgoing, key, edge => edge.To) || !HasNeighbour(incoming, key, edge => edge.From);
                if (isOut)
                    alive.Remove(key);
                return isOut;
            });
        }
        while (left.Count != before);

        bool HasNeighbour(Dictionary<string, List<Edge>> edges, string key, Func<Edge, string> other) =>
            edges.TryGetValue(key, out var list) && list.Exists(edge => alive.Contains(other(edge)));
    }

    private static List<Edge>? ShortestFrom(string start, Dictionary<string, List<Edge>> outgoing, HashSet<string> inPlay)
    {
        var cameBy = new Dictionary<string, Edge>(StringComparer.Ordinal);
        var queue = new Queue<string>();
        queue.Enqueue(start);
        while (queue.Count > 0)
        {
            foreach (var edge in outgoing[queue.Dequeue()])
            {
                if (!inPlay.Contains(edge.To) || cameBy.ContainsKey(edge.To))
                    continue;

                cameBy.Add(edge.To, edge);
                if (edge.To == start)
                    return PathTo(start, cameBy);

                queue.Enqueue(edge.To);
            }
        }

        return null;
    }

    private static List<Edge> PathTo(string start, Dictionary<string, Edge> cameBy)
    {
        var path = new List<Edge>();
        var at = start;
        do
        {
            path.Add(cameBy[at]);
            at = cameBy[at].From;
        }
        while (at != start);
        path.Reverse();
        return path;
    }
}
