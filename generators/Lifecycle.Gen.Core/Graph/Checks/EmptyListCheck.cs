using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1010: a list of a contract without providers; one finding a contract, with all consumers. Lists of extension points may be empty: attached
/// units fill them.
/// </summary>
internal sealed class EmptyListCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.EmptyList];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        foreach (var lists in Lists(graph).GroupBy(list => list.Parameter.Wanted, StringComparer.Ordinal))
        {
            var takers = lists.ToList();
            var contract = TypeRef.Shorten(lists.Key);
            yield return new Finding(
                RuleIds.EmptyList,
                takers[0].Subject,
                takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
                [contract, SubjectList.Of([.. takers.Select(taker => taker.Owner)], i => takers[i].Parameter.Label)]);
        }
    }

    private static IEnumerable<(string Owner, DependencyModel Parameter, SubjectKey Subject)> Lists(LifecycleGraph graph) =>
        from node in graph.Nodes
        from i in Enumerable.Range(0, node.Unit.Dependencies.Count)
        let parameter = node.Unit.Dependencies[i]
        where parameter.Kind == DependencyKind.List && graph.Catalog.Providers(parameter).Count == 0
        select (node.Unit.Name, parameter, SubjectKey.OfParameter(node.Unit.Key, i));
}
