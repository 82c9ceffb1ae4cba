using Lifecycle.Core.Collections;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>The units of a worker that its start leaves down: no unit that it starts needs them.</summary>
internal static class RequestedUnits
{
    private static readonly Dictionary<string, EquatableArray<int>> s_none = [];

    /// <summary>Finds them; for each gives the slots of those that wait for it without needing it.</summary>
    /// <param name="graph">The worker's units.</param>
    /// <param name="slots">The slots of the units.</param>
    /// <param name="hasWorker">Whether the worker itself, in the last slot, waits for all of them.</param>
    public static Dictionary<string, EquatableArray<int>> Of(LifecycleGraph graph, Dictionary<string, int> slots, bool hasWorker)
    {
        if (graph.Nodes.All(node => node.Unit.AutoStart))
            return s_none;

        var needs = graph.Edges.Where(edge => edge.IsNeed).ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var started = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(graph.Nodes.Where(node => node.Unit.AutoStart).Select(node => node.Unit.Key));
        while (waiting.Count > 0)
        {
            var key = waiting.Pop();
            if (!started.Add(key))
                continue;

            foreach (var needed in needs[key])
                waiting.Push(needed);
        }

        return graph.Nodes.Select(node => node.Unit.Key).Where(key => !started.Contains(key)).ToDictionary(
            key => key,
            key => graph.Edges
                .Where(edge => edge.To == key && edge.From != key && !needs[edge.From].Contains(key))
                .Select(edge => slots[edge.From])
                .Concat(hasWorker ? [slots.Count] : [])
                .Distinct()
                .OrderBy(slot => slot)
                .ToEquatableArray(),
            StringComparer.Ordinal);
    }
}
