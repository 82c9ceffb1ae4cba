using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>Flattens custom phases: those nested in another stand beside it, in the order in which they run.</summary>
internal static class PhaseSequence
{
    /// <summary>
    /// The phases in the order of the built-in ones that they are anchored to, then those that run on request, each group with a number of its own.
    /// </summary>
    public static EquatableArray<PlanPhase> Of(IReadOnlyList<CustomPhaseModel> phases)
    {
        if (phases.Count == 0)
            return [];

        var nested = phases.Where(phase => phase.Anchor is not null)
            .OrderBy(phase => phase.Name, StringComparer.Ordinal).ThenBy(phase => phase.Key, StringComparer.Ordinal)
            .ToLookup(phase => phase.Anchor!);
        var sequence = new List<PlanPhase>(phases.Count);
        foreach (var row in PhaseTable.Rows)
        {
            foreach (var isAfter in new[] { false, true })
            {
                foreach (var custom in nested[new PhaseAnchor(isAfter, row.Phase, "")])
                    Add(custom, (int)row.Phase << HookNumbers.PhaseShift, isAfter);
            }
        }

        var group = 0;
        var roots = phases.Where(phase => phase.RunsOnRequest).OrderBy(phase => phase.Name, StringComparer.Ordinal);
        foreach (var root in roots.ThenBy(phase => phase.Key, StringComparer.Ordinal))
            Add(root, --group, isAfter: false);
        return sequence.ToEquatableArray();

        // Each phase has one anchor, so what is in a circle is never come to.
        void Add(CustomPhaseModel phase, int anchor, bool isAfter)
        {
            foreach (var before in nested[new PhaseAnchor(IsAfter: false, Phase.Custom, phase.Key)])
                Add(before, anchor, isAfter);
            sequence.Add(new PlanPhase(phase.Key, anchor, isAfter, phase.Order, phase.RunsOnRequest ? phase.Method : null, phase.Name));
            foreach (var after in nested[new PhaseAnchor(IsAfter: true, Phase.Custom, phase.Key)])
                Add(after, anchor, isAfter);
        }
    }
}
