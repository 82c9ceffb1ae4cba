using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1017: a value that the start makes, taken by a constructor as if it were there before; one finding a value, with all consumers.</summary>
internal sealed class LateValueCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.LateValueTaken];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        if (!graph.Nodes.Any(node => node.Unit.Maker is { IsLate: true }))
            return [];

        return Wishes(graph).GroupBy(wish => wish.Key, StringComparer.Ordinal).Select(group => Describe(graph, [.. group]));
    }

    private static Finding Describe(LifecycleGraph graph, List<(string Key, string Owner, DependencyModel Parameter, SubjectKey Subject)> takers)
    {
        var value = graph[takers[0].Key].Unit;
        var first = takers[0].Parameter;
        return new Finding(
            RuleIds.LateValueTaken,
            takers[0].Subject,
            takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
            [
                value.Label,
                value.Maker!.IsAsync ? "the start awaits it" : "an [OnStartup] hook makes it",
                SubjectList.Of([.. takers.Select(taker => taker.Owner)], i => takers[i].Parameter.Label),
                $"Func<{TypeRef.Shorten(first.Wanted)}> {first.Name}",
            ]);
    }

    private static IEnumerable<(string Key, string Owner, DependencyModel Parameter, SubjectKey Subject)> Wishes(LifecycleGraph graph) =>
        from node in graph.Nodes
        where node.Unit.Maker is not { IsAsync: true }
        from i in Enumerable.Range(0, node.Resolutions.Count)
        where node.Unit.Dependencies[i] is { Late: null, Hook: null }
        from key in KeysOf(node.Resolutions[i])
        where graph[key].Unit.Maker is { IsLate: true }
        select (key, node.Unit.Label, node.Unit.Dependencies[i], SubjectKey.OfParameter(node.Unit.Key, i));

    private static EquatableArray<string> KeysOf(Resolution resolution) => resolution switch
    {
        Resolution.Unit unit => [unit.Key],
        Resolution.All all => all.Keys,
        _ => [],
    };
}
