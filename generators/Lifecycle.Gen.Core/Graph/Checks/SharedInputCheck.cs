using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1013: one value for several units only because their parameters have one name and type, which libraries do not know of each other; one finding an
/// input. An <c>[Input]</c> of the worker that names it says that it is meant.
/// </summary>
internal sealed class SharedInputCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.SharedInput];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        foreach (var input in InputIdentity.UsesIn(graph).Where(use => use.Parameter.IsSharedByName).GroupBy(use => use.Key, StringComparer.Ordinal))
        {
            var takers = input.GroupBy(use => use.Unit.Key, StringComparer.Ordinal).Select(uses => uses.First()).ToList();
            if (takers.Count > 1 && takers.TrueForAll(use => use.Input.Name is null))
                yield return Describe(graph, [.. takers.OrderBy(use => use.Unit.Position.IsOwn ? 0 : 1)]);
        }
    }

    private static Finding Describe(LifecycleGraph graph, List<InputUse> takers)
    {
        var worker = graph.Worker;
        // Where all of them are of libraries it is the worker that brings them together.
        var isAtWorker = !takers[0].Unit.Position.IsOwn && !worker.IsDefault;
        var subjects = takers.Select(taker => taker.Subject).ToList();
        if (isAtWorker)
            subjects.Insert(0, SubjectKey.OfType(worker.Key));
        var (parameter, last) = (takers[0].Parameter, takers[takers.Count - 1].Unit);
        var attribute = $"Input<{last.Name}>(\"{parameter.Name}\"";
        return new Finding(
            RuleIds.SharedInput,
            subjects[0],
            subjects.Skip(1).ToEquatableArray(),
            [
                parameter.Label,
                SubjectList.Of([.. takers.Select(taker => taker.Unit.Name)], i => takers[i].Parameter.Label, firstLocation: isAtWorker ? 1 : 0),
                $"[{attribute}, Name = \"{MemberNames.Joined(last.Name, parameter.Name)}\")]",
                worker.IsDefault ? $"a '[Worker] partial class {worker.Name}'" : worker.Name,
                $"[{attribute})]",
            ])
        {
            Targets = worker.IsDefault
                ? []
                :
                [
                    worker.Key,
                    .. takers.Select(taker => taker.Unit.Type.Name),
                    parameter.Name,
                    .. takers.Select(taker => MemberNames.Joined(taker.Unit.Name, parameter.Name)),
                ],
        };
    }
}
