using Lifecycle.Core.Collections;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Graph.Checks;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Composition;

/// <summary>From what an assembly declares to its plans and findings: the way that generator and analyzers share.</summary>
public static class Composer
{
    /// <summary>The ids of all rules that are reported as findings.</summary>
    public static IEnumerable<string> Rules =>
        ReadingRules.All.Concat(GraphChecks.Rules).Append(RuleIds.ManifestFormat).Distinct(StringComparer.Ordinal);

    /// <summary>The plans of all workers, the default one included.</summary>
    public static IReadOnlyList<LifecyclePlan> Plans(UnitSet set)
    {
        var catalog = new UnitCatalog(set);
        return [.. Workers(set).Where(worker => worker.Declaration.CanBeExtended).Select(worker => PlanOf(worker, catalog, set))];
    }

    /// <summary>Everything that is wrong, each thing once, except with hooks.</summary>
    /// <param name="set">What the assembly declares.</param>
    /// <param name="around">The code around the units, for advice on what can be generated but is probably not meant; without it there is none.</param>
    public static EquatableArray<Finding> Findings(UnitSet set, ICodeUsage? around = null)
    {
        var catalog = new UnitCatalog(set);
        var workers = Workers(set);
        var found = new List<Finding>();
        found.AddRange(set.Units.SelectMany(unit => unit.Findings));
        found.AddRange(set.Workers.SelectMany(worker => worker.Findings));
        List<LifecycleGraph> graphs = [.. (workers.Count == 0 ? [DefaultOf(set)] : workers).Select(worker => GraphBuilder.Build(worker, catalog))];
        found.AddRange(OfReferences(set));
        foreach (var graph in graphs)
        {
            var wrong = workers.Count == 0 ? GraphChecks.OfUnits(graph) : GraphChecks.OfWorker(graph);
            found.AddRange(wrong.Select(finding => ReportSites.OfWorker(finding, graph)));
        }

        foreach (var graph in graphs.Take(workers.Count))
            found.AddRange(GraphChecks.AdviceOnWorker(graph).SelectMany(ReportSites.OfAdvice));
        if (around is not null)
            found.AddRange(GraphChecks.Advice(new AssemblyGraphs(graphs, workers.Count > 0, set.Assembly), around).SelectMany(ReportSites.OfAdvice));
        // The graph over all units is built once more only where it can matter.
        if (!set.Assembly.IsExecutable && GraphChecks.MayHinderOthers(set.Units))
            found.AddRange(GraphChecks.OfLibrary(workers.Count == 0 ? graphs[0] : GraphBuilder.Build(DefaultOf(set), catalog)));
        // Two workers can be anchors of one and the same thing.
        return found.GroupBy(finding => finding with { Anchor = null }).Select(group => group.First()).ToEquatableArray();
    }

    private static LifecyclePlan PlanOf(WorkerModel worker, UnitCatalog catalog, UnitSet set)
    {
        var graph = GraphBuilder.Build(worker, catalog);
        List<Finding> findings =
        [
            .. worker.Findings,
            .. OfReferences(set),
            .. graph.Nodes.SelectMany(node => node.Unit.Findings),
            .. GraphChecks.OfWorker(graph),
        ];
        return PlanBuilder.Build(graph, findings, set.Assembly.HasHosting);
    }

    /// <summary>LCG6001: the units of an assembly with an unreadable manifest are not known, so no worker that could have them can be made.</summary>
    private static IEnumerable<Finding> OfReferences(UnitSet set) =>
        ReportSites.OfAssembly(set) is { } site
            ? set.Referenced.Unreadable.Select(manifest =>
                new Finding(RuleIds.ManifestFormat, site, manifest.Assembly, Text(manifest.Format), Text(AssemblyManifest.Format)))
            : [];

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static EquatableArray<WorkerModel> Workers(UnitSet set) =>
        WantsDefaultWorker(set) ? [DefaultOf(set)] : set.Workers;

    private static WorkerModel DefaultOf(UnitSet set) => WorkerModel.Default(set.Assembly.DefaultWorker);

    private static bool WantsDefaultWorker(UnitSet set) => set.Assembly.IsExecutable && set.Workers.Count == 0 && set.Units.Any(unit => unit.IsUnit);
}
