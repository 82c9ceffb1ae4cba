using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG3001 in a worker: a hook takes what no unit of the worker is or provides.</summary>
internal sealed class HookTakeCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.HookSignature];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) =>
        from node in graph.Nodes
        from i in Enumerable.Range(0, node.Resolutions.Count)
        where node.Resolutions[i] is Resolution.Unprovided
        let parameter = node.Unit.Dependencies[i]
        select new Finding(
            RuleIds.HookSignature,
            SubjectKey.OfParameter(node.Unit.Key, i),
            $"{node.Unit.Label}.{parameter.Hook}",
            $"it takes {parameter.Label}, which no unit of {graph.Worker.Name} is or provides",
            "Take it in the constructor, where it is an input, or provide it with [Provides]");
}
