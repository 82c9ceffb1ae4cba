using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>The checks, by what they are about. A new check is one line here; it declares itself which rules it reports.</summary>
public static class GraphChecks
{
    // What is wrong with units whatever worker they are in.
    private static readonly IReadOnlyList<IGraphCheck> s_ofUnits =
    [
        new CycleCheck(),
        new ContradictionCheck(),
        new SelfDependencyCheck(),
        new NotAUnitCheck(),
        new DuplicateCheck(),
        new PhaseCheck(),
        new LateValueCheck(),
    ];

    // What is wrong with one worker.
    private static readonly IReadOnlyList<IGraphCheck> s_ofWorker =
    [
        new AmbiguityCheck(),
        new ConditionCheck(),
        new InstanceCheck(),
        new MemberNameCheck(),
        new InputChoiceCheck(),
        new LeftOutCheck(),
        new HookTakeCheck(),
        new WorkerAttributeCheck(),
        new UnitCountCheck(),
    ];

    // What is worth a word although the worker can be made.
    private static readonly IReadOnlyList<IGraphCheck> s_adviceOnWorker =
        [new EmptyListCheck(), new UnitPropertyCheck(), new IdleAttributeCheck(), new SharedInputCheck()];

    // What hinders the workers of other assemblies.
    private static readonly IReadOnlyList<IGraphCheck> s_ofLibrary = [new OfferCheck()];

    // What is probably not meant, although it can be generated.
    private static readonly IReadOnlyList<IAssemblyCheck> s_advice =
        [new ForgottenUnitCheck(), new ContainerCheck(), new ForeignInputCheck(), new ImpliedOrderingCheck()];

    // The same, where there are workers.
    private static readonly IReadOnlyList<IAssemblyCheck> s_adviceOnComposition =
        [new StrayUnitCheck(), new OrderingTargetCheck(), new EmptyWorkerCheck(), new UnattachedListCheck(), new IdleProgramCheck()];

    /// <summary>The ids of the rules that the checks report.</summary>
    public static IEnumerable<string> Rules =>
    [
        .. new[] { s_ofUnits, s_ofWorker, s_adviceOnWorker, s_ofLibrary }.SelectMany(checks => checks).SelectMany(check => check.Rules),
        .. s_advice.Concat(s_adviceOnComposition).SelectMany(check => check.Rules),
    ];

    /// <summary>What is wrong with a worker.</summary>
    public static IEnumerable<Finding> OfWorker(LifecycleGraph graph) => [.. OfUnits(graph), .. s_ofWorker.SelectMany(check => check.Check(graph))];

    /// <summary>What is surely not meant although the worker can be made.</summary>
    public static IEnumerable<Finding> AdviceOnWorker(LifecycleGraph graph) => s_adviceOnWorker.SelectMany(check => check.Check(graph));

    /// <summary>What is wrong with units whatever worker they are in: for a library that has no worker itself.</summary>
    public static IEnumerable<Finding> OfUnits(LifecycleGraph graph) => s_ofUnits.SelectMany(check => check.Check(graph));

    /// <summary>What is wrong with custom phases, used or not.</summary>
    public static IEnumerable<Finding> OfPhases(IReadOnlyList<CustomPhaseModel> phases) => PhaseCheck.Check(phases);

    /// <summary>Whether anything of an assembly's units can hinder the workers of others, whatever the graph is.</summary>
    public static bool MayHinderOthers(IEnumerable<UnitShape> units) => units.Any(OfferCheck.MayConcern);

    /// <summary>What hinders the workers of other assemblies.</summary>
    public static IEnumerable<Finding> OfLibrary(LifecycleGraph graph) => s_ofLibrary.SelectMany(check => check.Check(graph));

    /// <summary>What is probably not meant, although it can be generated.</summary>
    /// <param name="all">The graphs of all workers.</param>
    /// <param name="usage">The code around the units.</param>
    public static IEnumerable<Finding> Advice(AssemblyGraphs all, ICodeUsage usage) =>
        (all.HasWorkers ? s_advice.Concat(s_adviceOnComposition) : s_advice).SelectMany(check => check.Check(all, usage));
}
