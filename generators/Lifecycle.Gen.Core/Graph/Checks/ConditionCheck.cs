using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1005: a unit that may be disabled, taken as if it always existed; one finding a unit, with all consumers. LCG2007: a condition that needs a
/// unit.
/// </summary>
internal sealed class ConditionCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.ConditionalUnitRequired, RuleIds.AttributeArgument];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        if (!graph.Nodes.Any(node => node.Unit.Condition is not null))
            yield break;

        foreach (var wishes in Wishes(graph).GroupBy(wish => wish.Key, StringComparer.Ordinal))
        {
            var takers = wishes.ToList();
            var unit = graph[wishes.Key].Unit;
            var first = takers[0].Parameter;
            yield return new Finding(
                RuleIds.ConditionalUnitRequired,
                takers[0].Subject,
                takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
                [
                    unit.Name,
                    unit.Condition!.Method,
                    SubjectList.Of([.. takers.Select(taker => taker.Owner)], i => takers[i].Parameter.Label),
                    first.OptionalText,
                ]);
        }

        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Condition.Count; i++)
            {
                if (node.Condition[i] is Resolution.Input or Resolution.Service or Resolution.Unknown)
                    continue;

                var condition = node.Unit.Condition!;
                yield return new Finding(
                    RuleIds.AttributeArgument,
                    condition.Subject,
                    node.Unit.Name,
                    $"EnabledBy names {condition.Method}: it takes '{condition.Parameters[i].Label}', and there are no units yet when it is asked",
                    "Let it take inputs of the worker only");
            }
        }
    }

    private static IEnumerable<(string Key, string Owner, DependencyModel Parameter, SubjectKey Subject)> Wishes(LifecycleGraph graph) =>
        from node in graph.Nodes
        from i in Enumerable.Range(0, node.Resolutions.Count)
        let unit = node.Resolutions[i] as Resolution.Unit
        where unit is not null && !node.Unit.Dependencies[i].IsOptional && graph[unit.Key].Unit.Condition is not null
        select (unit.Key, node.Unit.Name, node.Unit.Dependencies[i], SubjectKey.OfParameter(node.Unit.Key, i));
}
