using Lifecycle.Core.Collections;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>The units of a worker that its start leaves down: no unit that it starts needs them.</summary>
internal static class RequestedUnits
{
    private static readonly Dictionary<string, RequestedUnit> s_none = [];

    /// <summary>Finds them.</summary>
    /// <param name="graph">The worker's units.</param>
    /// <param name="slots">The slots of the units.</param>
    /// <param name="hasWorker">Whether the worker itself, in the last slot, waits for all of them.</param>
    public static Dictionary<string, RequestedUnit> Of(LifecycleGraph graph, Dictionary<string, int> slots, bool hasWorker)
    {
        if (graph.Nodes.All(node => node.Unit is { AutoStart: true, IsStandby: false }))
            return s_none;

        var needs = graph.Edges.Where(edge => edge.IsNeed).ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var standby = StandbyOf(graph);
        var started = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(graph.Nodes
            .Where(node => node.Unit.AutoStart && !standby.Contains(node.Unit.Key))
            .Select(node => node.Unit.Key));
        while (waiting.Count > 0)
        {
            var key = waiting.Pop();
            if (!started.Add(key))
                continue;

            foreach (var needed in needs[key])
                waiting.Push(needed);
        }

        return graph.Nodes.Select(node => node.Unit).Where(unit => !started.Contains(unit.Key)).ToDictionary(
            unit => unit.Key,
            unit => new RequestedUnit(
                graph.Edges
                    .Where(edge => edge.To == unit.Key && edge.From != unit.Key && !needs[edge.From].Contains(unit.Key))
                    .Select(edge => slots[edge.From])
                    .Concat(hasWorker ? [slots.Count] : [])
                    .Distinct()
                    .OrderBy(slot => slot)
                    .ToEquatableArray(),
                unit.AutoStart && standby.Contains(unit.Key),
                unit.IsStandby && needs[unit.Key].Any(standby.Contains)),
            StringComparer.Ordinal);
    }

    /// <summary>The units that wait for something outside of the worker, and all that need them.</summary>
    private static HashSet<string> StandbyOf(LifecycleGraph graph)
    {
        var standby = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(graph.Nodes.Where(node => node.Unit.IsStandby).Select(node => node.Unit.Key));
        if (waiting.Count == 0)
            return standby;

        var needing = graph.Edges.Where(edge => edge.IsNeed).ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var key = waiting.Pop();
            if (!standby.Add(key))
                continue;

            foreach (var other in needing[key])
                waiting.Push(other);
        }

        return standby;
    }
}

/// <summary>A unit that a worker's start leaves down.</summary>
/// <param name="Awaiting">The slots of those that wait for it without needing it.</param>
/// <param name="IsStandby">Whether it comes up with a standby unit, itself or one that it needs.</param>
/// <param name="WaitsItself">Whether it does not come up with the standby unit that it needs, because it waits for something, too.</param>
internal sealed record RequestedUnit(EquatableArray<int> Awaiting, bool IsStandby, bool WaitsItself);
