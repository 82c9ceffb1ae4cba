using Lifecycle.Core.Collections;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>The extension points of a worker: those that its units extend, and those of which they take a list.</summary>
internal static class PointCollector
{
    /// <summary>The points by name.</summary>
    /// <param name="graph">The worker's units.</param>
    /// <param name="places">The indices of the extensions as they are declared, by key.</param>
    public static EquatableArray<PlanPoint> Of(LifecycleGraph graph, IReadOnlyDictionary<string, int> places)
    {
        var points = new SortedDictionary<string, List<UnitShape>>(StringComparer.Ordinal);
        foreach (var unit in graph.Nodes.Select(node => node.Unit))
        {
            foreach (var point in unit.Extension?.Points ?? [])
                UnitsOf(point).Add(unit);
            foreach (var parameter in unit.Dependencies.Where(parameter => parameter.Kind is DependencyKind.Extensions or DependencyKind.ExtensionArray))
                UnitsOf(parameter.Wanted);
        }

        return points
            .Select(point => new PlanPoint(
                TypeRef.WithoutGlobal(point.Key),
                point.Value.OrderByDescending(unit => unit.Extension!.Priority).ThenBy(unit => places[unit.Key]).Select(unit => unit.Id).ToEquatableArray()))
            .ToEquatableArray();

        List<UnitShape> UnitsOf(string point)
        {
            if (!points.TryGetValue(point, out var units))
                points.Add(point, units = []);

            return units;
        }
    }
}
