using System.Globalization;
using System.Text;

namespace Lifecycle;

/// <summary>A plan in the languages of programs that draw graphs. Every edge leads from a unit to one that it waits for.</summary>
internal static class PlanDiagram
{
    /// <summary>See <see cref="WorkerPlan.ToMermaid"/>.</summary>
    public static string Mermaid(WorkerPlan plan)
    {
        var text = new StringBuilder("flowchart TD\n");
        for (var slot = 0; slot < plan.Count; slot++)
        {
            var id = plan.IdOf(slot).Replace("\"", "#quot;", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"    u{slot}[\"{id}{PlanListing.SuffixOf(plan, slot)}\"]\n");
        }

        for (var slot = 0; slot < plan.Count; slot++)
        {
            foreach (var dependency in plan.DependenciesOf(slot))
                text.Append(CultureInfo.InvariantCulture, $"    u{slot} --> u{dependency}\n");
        }

        for (var i = 0; i < plan.Phases.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"    p{i}([\"{plan.Phases[i]}\"])\n");

        return text.ToString();
    }

    /// <summary>See <see cref="WorkerPlan.ToDot"/>.</summary>
    public static string Dot(WorkerPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph {Quote(plan.Worker)} {{\n");
        for (var slot = 0; slot < plan.Count; slot++)
        {
            var label = plan.ConditionOf(slot) is null ? "" : $" [label={Quote(plan.IdOf(slot) + PlanListing.SuffixOf(plan, slot))}, style=dashed]";
            text.Append(CultureInfo.InvariantCulture, $"    {Quote(plan.IdOf(slot))}{label};\n");
        }

        for (var slot = 0; slot < plan.Count; slot++)
        {
            foreach (var dependency in plan.DependenciesOf(slot))
                text.Append(CultureInfo.InvariantCulture, $"    {Quote(plan.IdOf(slot))} -> {Quote(plan.IdOf(dependency))};\n");
        }

        foreach (var phase in plan.Phases)
            text.Append(CultureInfo.InvariantCulture, $"    {Quote(phase.Id)} [label={Quote(phase.ToString())}, shape=note];\n");

        return text.Append("}\n").ToString();
    }

    private static string Quote(string id) =>
        $"\"{id.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
