using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG6002: a public unit of a library that workers of other assemblies cannot make, because of a type that only this assembly may name; one finding
/// a type, with all units that need it.
/// </summary>
internal sealed class OfferCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.HiddenNeed];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) =>
        Needs(graph).GroupBy(need => need.Hidden, StringComparer.Ordinal).Select(group => Describe([.. group]));

    /// <summary>Whether a unit itself, or something that it takes, is hidden from other assemblies: without one of these there is nothing to find.</summary>
    public static bool MayConcern(UnitShape unit) =>
        HiddenPart(unit) is not null
        || unit.Dependencies.Any(parameter => !parameter.IsPublic)
        || (unit.Condition is { } condition && condition.Parameters.Any(parameter => !parameter.IsPublic));

    private static IEnumerable<(string Hidden, UnitShape Unit, string Label, SubjectKey Subject)> Needs(LifecycleGraph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Unit.Position.IsOwn && node.Unit.IsPublic))
        {
            var unit = node.Unit;
            for (var i = 0; i < unit.Dependencies.Count; i++)
            {
                var parameter = unit.Dependencies[i];
                if (!parameter.IsPublic)
                    yield return (TypeRef.Shorten(parameter.Wanted), unit, parameter.Label, SubjectKey.OfParameter(unit.Key, i));
                else if (unit.IsOffered && !parameter.IsOptional
                    && node.Resolutions[i] is Resolution.Unit { Key: var key } && HiddenPart(graph[key].Unit) is { } hidden)
                    yield return (hidden, unit, parameter.Label, SubjectKey.OfParameter(unit.Key, i));
            }

            foreach (var parameter in unit.Condition?.Parameters.Where(parameter => !parameter.IsPublic) ?? [])
                yield return (parameter.Type.Brief, unit, parameter.Label, unit.Condition!.Subject);
        }
    }

    /// <summary>What keeps other assemblies from making a unit and is not reported at the unit itself.</summary>
    private static string? HiddenPart(UnitShape unit) => unit switch
    {
        { Position.IsOwn: false } => null,
        { IsPublic: false } => unit.Name,
        { IsConstructorPublic: false } => $"{unit.Name}'s constructor",
        _ => null,
    };

    private static Finding Describe(List<(string Hidden, UnitShape Unit, string Label, SubjectKey Subject)> needs) => new(
        RuleIds.HiddenNeed,
        needs[0].Subject,
        needs.Skip(1).Select(need => need.Subject).ToEquatableArray(),
        [needs[0].Hidden, SubjectList.Of([.. needs.Select(need => need.Unit.Name)], i => needs[i].Label)]);
}
