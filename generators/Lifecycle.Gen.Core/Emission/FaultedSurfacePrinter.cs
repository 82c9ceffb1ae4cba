using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;

namespace Lifecycle.Core.Emission;

/// <summary>A worker whose graph is wrong: the same members, which throw. The analyzer reports where and why.</summary>
internal static class FaultedSurfacePrinter
{
    /// <summary>The text.</summary>
    public static CodeWriter Print(LifecyclePlan plan, PlanFault fault)
    {
        var message = fault.Finding is { } finding
            ? $"{finding.RuleId}: {Descriptors.Message(finding, static _ => null)}"
            : "A constructor parameter of a unit has a type that does not compile.";
        var thrown = $"throw new global::System.InvalidOperationException({plan.FaultField})";
        var writer = new CodeWriter();
        WorkerSurface.WriteHead(writer, plan);
        Declarations.Write(writer, plan.Declaration, WorkerSurface.Base(plan), () =>
        {
            writer.Line($"private const string {plan.FaultField} = {WorkerSurface.Literal(message)};");
            var empty = $"new({WorkerSurface.Literal(plan.Id)}, static () => [], [])";
            writer.Line($"private static readonly {WorkerSurface.Lifecycle}WorkerPlan {plan.PlanField} = {empty};");
            writer.Line();
            WorkerSurface.WriteConstructor(writer, plan, [thrown + ";"]);
            writer.Line();
            WorkerSurface.WriteProperties(writer, plan);
            WorkerSurface.WritePhases(writer, plan, _ => thrown);
            writer.Line();
            WorkerSurface.WriteRun(writer, plan, thrown);
            writer.Line();
            using (WorkerSurface.OpenConstruct(writer))
                writer.Line(thrown + ";");
            HostingPrinter.WriteFaulted(writer, plan, thrown);
        });
        return writer;
    }
}
