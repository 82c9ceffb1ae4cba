namespace Lifecycle.Drawing;

/// <summary>Draws two plans as one graph.</summary>
internal static class DifferenceDrawing
{
    /// <summary>The picture.</summary>
    public static string Draw(PlanDifference difference)
    {
        var (before, after) = (difference.Before, difference.After);
        var removed = difference.Removed.ToHashSet(StringComparer.Ordinal);
        var units = after.Units.Concat(before.Units.Where(unit => removed.Contains(unit.Id))).ToList();
        var labels = new UnitLabels(units.Select(static unit => unit.Id));
        var moved = difference.Reordered.Concat(difference.ChangedUnits).ToHashSet(StringComparer.Ordinal);
        var added = difference.Added.ToHashSet(StringComparer.Ordinal);
        var nodes = units.Select(unit => PlanDrawing.NodeOf(
            unit,
            labels,
            removed.Contains(unit.Id) ? before : after,
            added.Contains(unit.Id) ? "added" : removed.Contains(unit.Id) ? "removed" : moved.Contains(unit.Id) ? "moved" : "")).ToList();

        List<string> lines = [.. PlanDrawing.LinesOf(after)];
        if (difference.AddedPhases.Count > 0)
            lines.Add("New phases: " + string.Join("; ", difference.AddedPhases));
        if (difference.RemovedPhases.Count > 0)
            lines.Add("Former phases: " + string.Join("; ", difference.RemovedPhases));
        lines.Add(
            $"Green: new ({added.Count} units, {difference.AddedDependencies.Count} dependencies). "
            + $"Red: gone ({removed.Count} units, {difference.RemovedDependencies.Count} dependencies). "
            + $"Yellow: another place or condition ({moved.Count} units).");
        var title = before.Worker == after.Worker ? $"Changes of {after.Worker}" : $"From {before.Worker} to {after.Worker}";
        return GraphDrawing.Draw(title, difference.ToString(), nodes, EdgesOf(difference, units), lines);
    }

    /// <summary>The edges of both plans; those that are gone and would make a circle with the others are in the text alone.</summary>
    private static List<GraphEdge> EdgesOf(PlanDifference difference, List<PlanUnit> units)
    {
        var index = units.Select(static (unit, i) => (unit.Id, i)).ToDictionary(static pair => pair.Id, static pair => pair.i, StringComparer.Ordinal);
        var isNew = difference.AddedDependencies.ToHashSet();
        var edges = new List<GraphEdge>();
        var waitsFor = units.ConvertAll(static _ => new List<int>());
        foreach (var unit in difference.After.Units)
        {
            foreach (var dependency in unit.Dependencies)
                Add(unit.Id, dependency, isNew.Contains((unit.Id, dependency)) ? "added" : "");
        }

        foreach (var (unit, dependency) in difference.RemovedDependencies)
        {
            if (!Leads(index[dependency], index[unit]))
                Add(unit, dependency, "removed");
        }

        return edges;

        void Add(string unit, string dependency, string classes)
        {
            edges.Add(new GraphEdge(index[unit], index[dependency], classes));
            waitsFor[index[unit]].Add(index[dependency]);
        }

        bool Leads(int from, int to)
        {
            var seen = new HashSet<int> { from };
            var open = new Stack<int>(seen);
            while (open.TryPop(out var node) && node != to)
            {
                foreach (var next in waitsFor[node].Where(seen.Add))
                    open.Push(next);
            }

            return seen.Contains(to);
        }
    }
}
