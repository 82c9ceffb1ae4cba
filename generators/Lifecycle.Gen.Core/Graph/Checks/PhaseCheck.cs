using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG2011: custom phases without a defined moment at which they run, each fault of a declaration and each circle once.</summary>
internal sealed class PhaseCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.CustomPhase];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) => Check(graph.Phases);

    /// <summary>Runs the check over phases, used or not.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<CustomPhaseModel> phases)
    {
        var byKey = phases.ToDictionary(phase => phase.Key, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var phase in phases)
        {
            foreach (var finding in phase.Findings)
                yield return finding;
            if (CircleFrom(phase, byKey) is { } circle && circle.All(other => seen.Add(other.Key)))
                yield return Describe(circle);
        }
    }

    /// <summary>The circle that a phase is a part of, beginning with it; each phase has one anchor, so there is one at most.</summary>
    private static List<CustomPhaseModel>? CircleFrom(CustomPhaseModel start, Dictionary<string, CustomPhaseModel> byKey)
    {
        var way = new List<CustomPhaseModel>();
        for (var at = start; way.Count <= byKey.Count; at = byKey[at.Anchor!.Key])
        {
            if (way.Count > 0 && at.Key == start.Key)
                return way;

            way.Add(at);
            if (at.Anchor is not { Phase: Phase.Custom } anchor || !byKey.ContainsKey(anchor.Key))
                return null;
        }

        return null;
    }

    private static Finding Describe(List<CustomPhaseModel> circle)
    {
        var steps = circle.Select((phase, i) =>
            $"{phase.Name} ({(phase.Anchor!.IsAfter ? "After" : "Before")} = {circle[(i + 1) % circle.Count].Name}{Finding.LocationOf(i)})");
        var path = $"{string.Join(" -> ", steps)} -> {circle[0].Name}";
        return new Finding(
            RuleIds.CustomPhase,
            circle[0].Subject,
            circle.Skip(1).Select(phase => phase.Subject).ToEquatableArray(),
            [SimpleName(circle[0].Key), $"it is anchored to itself: {path}", "Anchor one of them to a built-in phase, or to none"]);
    }

    private static string SimpleName(string key) => key.Substring(key.LastIndexOfAny(['.', '+']) + 1);
}
