using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1021: a parameter that names an instance which the worker does not have; one finding a class and name, with all consumers.</summary>
internal sealed class InstanceCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.UnknownInstance];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) =>
        Wishes(graph).GroupBy(wish => (wish.Parameter.Wanted, wish.Parameter.Instance)).Select(group => Describe([.. group], graph));

    private static Finding Describe(List<(string Owner, DependencyModel Parameter, SubjectKey Subject)> takers, LifecycleGraph graph)
    {
        var wanted = takers[0].Parameter;
        var providers = graph.Catalog.Providers(wanted);
        var names = providers.Select(unit => unit.Instance).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var brief = TypeRef.Shorten(wanted.Wanted);
        // Of a class that can be made the worker can have one.
        var unit = providers.FirstOrDefault(unit => unit.Type.Key == wanted.Wanted) ?? (providers.Count > 0 ? providers[0] : null);
        var add = unit is null ? null : $"[Instance<{unit.Type.Brief}>(\"{wanted.Instance}\")]";
        var remedy = add is null ? "Remove [Instance]: it is no unit"
            : graph.Worker.IsDefault ? $"Declare a worker that has it: [Worker, {add!.TrimStart('[').TrimEnd(']')}] public sealed partial class Server;"
            : $"Write {add} on {graph.Worker.Name}";
        var had = names.Count > 0 ? $"it has {string.Join(", ", names)}" : unit is null ? "it is an input" : "it has no named ones";
        return new Finding(
            RuleIds.UnknownInstance,
            takers[0].Subject,
            takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
            [
                $"{brief} \"{wanted.Instance}\"",
                graph.Worker.Name,
                had,
                SubjectList.Of([.. takers.Select(taker => taker.Owner)], i => takers[i].Parameter.Label),
                names.Count > 0 ? $"Name one of these, or write {add}{(graph.Worker.IsDefault ? "" : $" on {graph.Worker.Name}")}" : remedy,
            ])
        {
            Targets = graph.Worker.IsDefault || unit is null
                ? []
                : [graph.Worker.Key, unit.Type.Key, wanted.Instance!, .. names],
        };
    }

    private static IEnumerable<(string Owner, DependencyModel Parameter, SubjectKey Subject)> Wishes(LifecycleGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Unit.Dependencies.Count; i++)
            {
                var parameter = node.Unit.Dependencies[i];
                if (parameter.Instance is not null && IsUnknown(node.Resolutions[i]))
                    yield return (node.Unit.Name, parameter, SubjectKey.OfParameter(node.Unit.Key, i));
            }
        }

        bool IsUnknown(Resolution resolution) => resolution switch
        {
            Resolution.Unit unit => graph[unit.Key].Unit.Instance is null,
            Resolution.All { Keys.Count: 0 } or Resolution.Unknown or Resolution.Input or Resolution.Service => true,
            _ => false,
        };
    }
}
