using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG5004: a worker that has nothing to run: no unit, and no hook of its own.</summary>
internal sealed class EmptyWorkerCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.EmptyWorker];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage) =>
        from graph in all.Graphs
        let worker = graph.Worker
        where graph.Nodes.Count == 0 && !worker.HasHooks && worker.Findings.Count == 0 && worker.Mixins.Count == 0
        select new Finding(
            RuleIds.EmptyWorker,
            SubjectKey.OfType(worker.Key),
            worker.Name,
            "it starts, finds nothing to wait for and ends",
            "Mark the classes that it shall run with [Unit]");
}
