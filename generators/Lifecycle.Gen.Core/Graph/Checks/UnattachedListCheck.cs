using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1022: a list that only units without <c>AutoInclude</c> could fill, and that does not follow them, or that nothing attaches; one finding a
/// contract, with all consumers.
/// </summary>
internal sealed class UnattachedListCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.UnattachedList];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        foreach (var lists in all.Graphs.SelectMany(Empty).Distinct().GroupBy(list => (list.Parameter.Wanted, list.IsLive)))
        {
            var takers = lists.ToList();
            var contract = TypeRef.Shorten(lists.Key.Wanted);
            var units = all.Catalog.Providers(takers[0].Parameter).ToList();
            if (lists.Key.IsLive && units.Exists(usage.IsAttached))
                continue;

            yield return new Finding(
                RuleIds.UnattachedList,
                takers[0].Subject,
                takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
                [
                    contract,
                    string.Join(" and ", units.Select(unit => unit.Name)),
                    SubjectList.Of([.. takers.Select(taker => taker.Owner)], i => takers[i].Parameter.Label),
                    lists.Key.IsLive ? "no code here attaches one" : "an array is a copy that does not follow attached units",
                    lists.Key.IsLive
                        ? $"Attach one with AttachAsync, or name it on the worker: [Mixin<{units[0].Type.Brief}>]"
                        : $"Take IReadOnlyList<{contract}>, which follows them, or name one on the worker: [Mixin<{units[0].Type.Brief}>]",
                ]);
        }
    }

    private static IEnumerable<(string Owner, DependencyModel Parameter, SubjectKey Subject, bool IsLive)> Empty(LifecycleGraph graph)
    {
        var members = new HashSet<string>(graph.Nodes.Select(node => node.Unit.Key), StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Unit.Dependencies.Count; i++)
            {
                var parameter = node.Unit.Dependencies[i];
                if (parameter.Kind is DependencyKind.List or DependencyKind.OpenList
                    && node.Resolutions[i] is Resolution.All { Keys.Count: 0 } list
                    && AttachableUnits.Of(parameter, graph.Catalog, members.Contains).Any())
                    yield return (node.Unit.Name, parameter, SubjectKey.OfParameter(node.Unit.Key, i), list.IsLive);
            }
        }
    }
}
