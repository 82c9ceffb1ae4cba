using Lifecycle.Core.Rules;

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
        .. SelfDependencyCheck.Check(graph),
        .. NotAUnitCheck.Check(graph),
        .. DuplicateCheck.Check(graph),
    ];
}
