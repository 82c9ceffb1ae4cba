using Lifecycle.Core.Graph;
using Lifecycle.Core.Graph.Checks;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>From what an assembly declares to its plans and findings: the way that generator and analyzers share.</summary>
public static class Composition
{
    /// <summary>The plans of all workers, the default one included.</summary>
    public static IReadOnlyList<LifecyclePlan> Plans(UnitSet set)
    {
        var catalog = new UnitCatalog(set.Units);
        return [.. Workers(set).Where(worker => worker.Declaration.CanBeExtended).Select(worker => PlanOf(worker, catalog))];
    }

    /// <summary>Everything that is wrong, each thing once, except with hooks.</summary>
    /// <param name="set">What the assembly declares.</param>
    /// <param name="around">The code around the units, for advice on what can be generated but is probably not meant; without it there is none.</param>
    public static EquatableArray<Finding> Findings(UnitSet set, ISurroundings? around = null)
    {
        var catalog = new UnitCatalog(set.Units);
        var workers = Workers(set);
        var found = new List<Finding>();
        found.AddRange(set.Units.SelectMany(unit => unit.Findings));
        found.AddRange(set.Workers.SelectMany(worker => worker.Findings));
        if (WantsDefaultWorker(set) && set.Assembly.WorkerNameIsTaken)
            found.Add(new Finding(RuleIds.WorkerNameTaken, SubjectKey.OfType(WorkerModel.Default.Key), "Worker"));
        List<LifecycleGraph> graphs = [.. (workers.Count == 0 ? [WorkerModel.Default] : workers).Select(worker => GraphBuilder.Build(worker, catalog))];
        foreach (var graph in graphs)
            found.AddRange(workers.Count == 0 ? GraphChecks.OfUnits(graph) : GraphChecks.OfWorker(graph));
        foreach (var graph in graphs.Take(workers.Count))
            found.AddRange(GraphChecks.AdviceOnWorker(graph));
        if (around is not null)
            found.AddRange(GraphChecks.Advice(graphs, workers.Count > 0, set.Assembly, around));
        return found.Distinct().ToEquatableArray();
    }

    private static LifecyclePlan PlanOf(WorkerModel worker, UnitCatalog catalog)
    {
        var graph = GraphBuilder.Build(worker, catalog);
        List<Finding> findings =
        [
            .. worker.Findings,
            .. graph.Nodes.SelectMany(node => node.Unit.Findings),
            .. GraphChecks.OfWorker(graph),
        ];
        return PlanBuilder.Build(graph, findings);
    }

    private static EquatableArray<WorkerModel> Workers(UnitSet set)
        => WantsDefaultWorker(set) && !set.Assembly.WorkerNameIsTaken ? [WorkerModel.Default] : set.Workers;

    private static bool WantsDefaultWorker(UnitSet set) => set.Assembly.IsExecutable && set.Workers.Count == 0 && set.Units.Any(unit => unit.IsUnit);
}
