using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG5004: a worker that has nothing to run: no unit, and no hook of its own.</summary>
public static class EmptyWorkerCheck
{
    /// <summary>Runs the check over all workers of an assembly.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<LifecycleGraph> graphs) =>
        from graph in graphs
           let worker = graph.Worker
           where graph.Nodes.Count == 0 && !worker.HasHooks && worker.Findings.Count == 0 && worker.Mixins.Count == 0
           select new Finding(
               RuleIds.EmptyWorker,
               SubjectKey.OfType(worker.Key),
               worker.Name,
               "it starts, finds nothing to wait for and ends",
               "Mark the classes that it shall run with [Unit]");
}
