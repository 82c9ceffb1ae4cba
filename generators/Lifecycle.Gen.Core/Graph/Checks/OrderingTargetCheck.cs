using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1009: an ordering whose target is in no worker that has the unit. A type that is no unit at all is LCG1004.</summary>
internal sealed class OrderingTargetCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.OrderingWithoutTarget];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        var owners = all.Graphs.SelectMany(graph => graph.Nodes).Select(node => node.Unit).Where(unit => unit.Orderings.Count > 0).Distinct().ToList();
        if (owners.Count == 0)
            yield break;

        var resolved = new HashSet<SubjectKey>(all.Graphs.SelectMany(graph =>
            graph.Edges.Select(edge => edge.Subject).Concat(graph.Ambiguities.Select(ambiguity => ambiguity.Subject))));
        foreach (var unit in owners)
        {
            foreach (var ordering in unit.Orderings.Where(ordering => !resolved.Contains(ordering.Subject)))
            {
                var targets = all.Catalog.Providers(ordering);
                if (targets.Count == 0 || targets.Any(IsLeftOut) || targets.Any(usage.IsAttached) || usage.IsAttached(unit))
                    continue;

                var workers = all.Graphs
                    .Where(graph => graph.Nodes.Any(node => SubjectKey.ClassOf(node.Unit.Key) == SubjectKey.ClassOf(unit.Key)))
                    .Select(graph => graph.Worker.Name)
                    .ToList();
                yield return new Finding(
                    RuleIds.OrderingWithoutTarget,
                    ordering.Subject,
                    ordering.Label,
                    unit.Name,
                    $"{string.Join(" and ", workers)} {(workers.Count == 1 ? "has" : "have")} {unit.Name} but not {ordering.Target.Brief}",
                    $"Remove it, or name {targets[0].Name} in the worker: [Mixin<{targets[0].Name}>]");
            }
        }

        bool IsLeftOut(UnitShape target) => all.Graphs.Any(graph => graph.Choices.IsLeftOut(target));
    }
}
