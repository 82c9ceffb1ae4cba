using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>
/// What the plan of a worker shows and its engine does without: inputs and extension points. In a method that only the plan's readers call, so that other
/// native programs do not contain it.
/// </summary>
internal static class PlanDetailsPrinter
{
    /// <summary>The method, where there is anything to say.</summary>
    public static void Write(CodeWriter writer, LifecyclePlan plan)
    {
        if (plan.Inputs.Count + plan.Points.Count == 0)
            return;

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(WorkerSurface.HideFromCompletion);
        writer.Line($"protected override {WorkerSurface.Lifecycle}Runtime.PlanDetails DescribePlan() => new(");
        using (writer.Indent())
        {
            WriteList(writer, plan.Inputs.Select(Input), ",");
            WriteList(writer, plan.Points.Select(point => $"new({WorkerSurface.Literal(point.Id)}, {Ids(point.Units)})"), ");");
        }
    }

    private static string Input(PlanInput input) =>
        $"new({WorkerSurface.Literal(input.Parameter)}, {WorkerSurface.Literal(TypeRef.WithoutGlobal(input.Type))}, "
        + $"{(input.Default is null ? "false" : "true")}, {Ids(input.Takers.Select(taker => taker.Id))})";

    private static string Ids(IEnumerable<string> ids) => $"[{string.Join(", ", ids.Select(WorkerSurface.Literal))}]";

    private static void WriteList(CodeWriter writer, IEnumerable<string> items, string end)
    {
        var lines = items.ToList();
        if (lines.Count == 0)
        {
            writer.Line("[]" + end);
            return;
        }

        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var line in lines)
                writer.Line(line + ",");
        }

        writer.Line("]" + end);
    }
}
