namespace Lifecycle.Drawing;

/// <summary>Draws a plan.</summary>
internal static class PlanDrawing
{
    private const int MostPoints = 2;

    /// <summary>The picture.</summary>
    public static string Draw(WorkerPlan plan)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var unit in plan.Units)
            slots.Add(unit.Id, slots.Count);

        var labels = new UnitLabels(slots.Keys);
        var nodes = plan.Units.Select(unit => NodeOf(unit, labels, plan)).ToList();
        var edges = plan.Units.SelectMany((unit, slot) => unit.Dependencies.Select(id => new GraphEdge(slot, slots[id]))).ToList();
        return GraphDrawing.Draw($"Plan of {plan.Worker}", plan.ToString(), nodes, edges, [.. LinesOf(plan)]);
    }

    /// <summary>What a unit looks like.</summary>
    public static GraphNode NodeOf(PlanUnit unit, UnitLabels labels, WorkerPlan plan, string classes = "")
    {
        var notes = new List<string>();
        var all = new List<string>();
        if (classes.Length > 0)
            all.Add(classes);

        if (unit.EnabledBy is { } condition)
        {
            notes.Add($"if {condition}");
            all.Add("conditional");
        }

        if (unit.IsOnRequest)
        {
            notes.Add("on request");
            all.Add("request");
        }

        var points = plan.ExtensionPoints.Where(point => point.Units.Contains(unit.Id)).Select(static point => UnitLabels.Shorten(point.Id)).ToList();
        if (points.Count > 0)
        {
            notes.Add($"extends {string.Join(", ", points.Take(MostPoints))}{(points.Count > MostPoints ? " and others" : "")}");
            all.Add("extension");
        }

        if (unit.Id == plan.Worker)
            all.Add("worker");

        var waits = unit.Dependencies.Count == 0 ? "" : $"\nwaits for {string.Join(", ", unit.Dependencies)}";
        var note = notes.Count == 0 ? null : string.Join(", ", notes);
        return new GraphNode(unit.Id, labels.Of(unit.Id), note, string.Join(' ', all), unit.Id + (note is null ? "" : $" ({note})") + waits)
        {
            IsRound = points.Count > 0,
        };
    }

    /// <summary>What a plan has beside its units.</summary>
    public static IEnumerable<string> LinesOf(WorkerPlan plan)
    {
        if (plan.Phases.Count > 0)
            yield return "Phases: " + string.Join("; ", plan.Phases);
        if (plan.Units.Any(static unit => unit.EnabledBy is not null))
            yield return "Dashed: part of the worker if its condition holds.";
        if (plan.Units.Any(static unit => unit.IsOnRequest))
            yield return "Dotted: started on request.";
        if (plan.ExtensionPoints.Count > 0)
            yield return "Round: extends an extension point. " + string.Join("; ", plan.ExtensionPoints.Select(TextOf));
        if (plan.Inputs.Count > 0)
            yield return "Inputs: " + string.Join(", ", plan.Inputs.Select(static input => $"{UnitLabels.Shorten(input.Type)} {input.Name}"));
    }

    private static string TextOf(PlanExtensionPoint point) => $"{UnitLabels.Shorten(point.Id)}: "
        + (point.Units.Count == 0 ? "no extension" : string.Join(", ", point.Units.Select(UnitLabels.Shorten)));
}
