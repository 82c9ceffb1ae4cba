using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>All checks of a graph.</summary>
public static class GraphChecks
{
    /// <summary>What is wrong with a worker.</summary>
    public static IEnumerable<Finding> OfWorker(LifecycleGraph graph) =>
    [
        .. OfUnits(graph),
        .. AmbiguityCheck.Check(graph),
        .. ConditionCheck.Check(graph),
        .. MemberNameCheck.Check(graph),
    ];

    /// <summary>What is surely not meant although the worker can be made.</summary>
    public static IEnumerable<Finding> AdviceOnWorker(LifecycleGraph graph) => EmptyListCheck.Check(graph);

    /// <summary>What is wrong with units whatever worker they are in: for a library that has no worker itself.</summary>
    public static IEnumerable<Finding> OfUnits(LifecycleGraph graph) =>
    [
        .. CycleCheck.Check(graph),
        .. ContradictionCheck.Check(graph),
        .. SelfDependencyCheck.Check(graph),
        .. NotAUnitCheck.Check(graph),
        .. DuplicateCheck.Check(graph),
        .. PhaseCheck.Check(graph.Phases),
    ];

    /// <summary>What hinders the workers of other assemblies.</summary>
    public static IEnumerable<Finding> OfLibrary(LifecycleGraph graph) => OfferCheck.Check(graph);

    /// <summary>What is probably not meant, although it can be generated.</summary>
    /// <param name="graphs">The graphs of all workers; where there is none, of the one that could be.</param>
    /// <param name="hasWorkers">Whether there are workers.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="around">The code around the units.</param>
    public static IEnumerable<Finding> Advice(IReadOnlyList<LifecycleGraph> graphs, bool hasWorkers, AssemblyModel assembly, ICodeUsage around) =>
    [
        .. ForgottenUnitCheck.Check(graphs, around),
        .. ImpliedOrderingCheck.Check(graphs),
        .. hasWorkers ? OfComposition(graphs, assembly, around) : [],
    ];

    private static IEnumerable<Finding> OfComposition(IReadOnlyList<LifecycleGraph> graphs, AssemblyModel assembly, ICodeUsage around) =>
    [
        .. StrayUnitCheck.Check(graphs, assembly, around),
        .. OrderingTargetCheck.Check(graphs, around),
        .. EmptyWorkerCheck.Check(graphs),
    ];
}
