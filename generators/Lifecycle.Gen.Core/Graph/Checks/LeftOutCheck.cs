using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1025: a unit that the worker replaces or leaves out, and that others need as it is; one finding an attribute, with all consumers.</summary>
internal sealed class LeftOutCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.NeededUnitLeftOut];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        foreach (var replacement in graph.Worker.Replacements)
        {
            if (graph.Catalog.Exactly(replacement.Unit.Key) is not { } unit)
                continue;

            var needs = NeedsOf(graph, unit).ToList();
            if (needs.Count > 0)
                yield return Describe(replacement, unit, graph, needs);
        }
    }

    private static IEnumerable<(UnitShape Taker, DependencyModel Parameter, SubjectKey Subject)> NeedsOf(LifecycleGraph graph, UnitShape unit) =>
        from node in graph.Nodes
        from i in Enumerable.Range(0, node.Resolutions.Count)
        where node.Resolutions[i] is Resolution.LeftOut leftOut && leftOut.Keys.Contains(unit.Key)
        select (node.Unit, node.Unit.Dependencies[i], SubjectKey.OfParameter(node.Unit.Key, i));

    private static Finding Describe(
        ReplacementModel replacement,
        UnitShape unit,
        LifecycleGraph graph,
        List<(UnitShape Taker, DependencyModel Parameter, SubjectKey Subject)> needs)
    {
        var first = needs[0];
        var optional = $"{first.Parameter.Type.Brief}? {first.Parameter.Name}";
        var remedy = replacement.By is { } by
            ? $"{by.Brief} is no {first.Parameter.Type.Brief}: {WayTo(first.Parameter, unit, graph.Catalog.Exactly(by.Key))}"
            : first.Taker.Position.IsOwn
            ? $"Write '{optional}', or put another one in its place: [Replace<{unit.Name}, …>]"
            : $"Put another one in its place: [Replace<{unit.Name}, …>]";
        return new Finding(
            RuleIds.NeededUnitLeftOut,
            replacement.Subject,
            needs.Select(need => need.Subject).ToEquatableArray(),
            [
                unit.Name,
                graph.Worker.Name,
                replacement.Label,
                SubjectList.Of([.. needs.Select(need => need.Taker.Name)], i => needs[i].Parameter.Label, firstLocation: 1),
                remedy,
            ]);
    }

    private static string WayTo(DependencyModel parameter, UnitShape unit, UnitShape? by)
    {
        if (parameter.Wanted != unit.Type.Key)
            return $"implement {parameter.Type.Brief} in it";

        var common = by is null ? null : unit.Contracts.Select(contract => contract.Key).FirstOrDefault(by.Provides.Contains);
        return $"derive it from {unit.Name}, or take {(common is null ? "a contract that both implement" : TypeRef.Shorten(common))} instead";
    }
}
