using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;

namespace Lifecycle.Generator.Emission;

/// <summary>A worker whose graph is wrong: the same members, which throw. The analyzer reports where and why.</summary>
internal static class FaultedSurfacePrinter
{
    /// <summary>The text.</summary>
    public static CodeWriter Print(LifecyclePlan plan, PlanFault fault)
    {
        var message = fault.Finding is { } finding
            ? $"{finding.RuleId}: {Descriptors.Message(finding, static _ => null)}"
            : "A constructor parameter of a unit has a type that does not compile.";
        var writer = new CodeWriter();
        WorkerSurface.WriteHead(writer, plan);
        Declarations.Write(writer, plan.Declaration, WorkerSurface.Lifecycle + "LifecycleWorker", () =>
        {
            writer.Line($"private const string s_fault = {WorkerSurface.Literal(message)};");
            writer.Line($"private static readonly {WorkerSurface.Lifecycle}WorkerPlan s_plan = new({WorkerSurface.Literal(plan.Id)}, static () => [], []);");
            writer.Line();
            WorkerSurface.WriteConstructor(writer, plan, ["throw new global::System.InvalidOperationException(s_fault);"]);
            writer.Line();
            WorkerSurface.WriteProperties(writer, plan);
            WorkerSurface.WritePhases(writer, plan, static _ => "throw new global::System.InvalidOperationException(s_fault)");
            writer.Line();
            WorkerSurface.WriteRun(writer, plan, "throw new global::System.InvalidOperationException(s_fault)");
            writer.Line();
            using (WorkerSurface.OpenConstruct(writer))
                writer.Line("throw new global::System.InvalidOperationException(s_fault);");
        });
        return writer;
    }
}
