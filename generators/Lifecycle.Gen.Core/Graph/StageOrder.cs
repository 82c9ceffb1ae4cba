namespace Lifecycle.Core.Graph;

/// <summary>The one order in which the plan names the units: dependencies first, by id where that leaves the order open.</summary>
public static class StageOrder
{
    /// <summary>The keys in order; the units of cycles and what waits for them are left out.</summary>
    public static IReadOnlyList<string> Of(LifecycleGraph graph)
    {
        var waitsFor = graph.Nodes.ToDictionary(node => node.Unit.Key, _ => 0, StringComparer.Ordinal);
        var dependents = graph.Nodes.ToDictionary(node => node.Unit.Key, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var edge in graph.Edges)
        {
            waitsFor[edge.From]++;
            dependents[edge.To].Add(edge.From);
        }

        var ready = new SortedSet<(string Id, string Key)>(ByIdThenKey.Instance);
        foreach (var node in graph.Nodes.Where(node => waitsFor[node.Unit.Key] == 0))
            ready.Add((node.Unit.Id, node.Unit.Key));

        var order = new List<string>(graph.Nodes.Count);
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            order.Add(next.Key);
            foreach (var dependent in dependents[next.Key])
            {
                if (--waitsFor[dependent] == 0)
                    ready.Add((graph[dependent].Unit.Id, dependent));
            }
        }

        return order;
    }

    private sealed class ByIdThenKey : IComparer<(string Id, string Key)>
    {
        public static readonly ByIdThenKey Instance = new();

        public int Compare((string Id, string Key) x, (string Id, string Key) y)
        {
            var order = string.CompareOrdinal(x.Id, y.Id);
            return order != 0 ? order : string.CompareOrdinal(x.Key, y.Key);
        }
    }
}
