using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1003: a contract that several units provide; one finding a contract, with all consumers.</summary>
internal sealed class AmbiguityCheck : IGraphCheck
{
    // What begins with it is the name of an instance and no type.
    private const string InstanceMark = "#";

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.AmbiguousContract];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        foreach (var group in graph.Ambiguities.GroupBy(ambiguity => (ambiguity.Wanted.Key, ambiguity.Candidates)))
        {
            var wishes = group.ToList();
            var contract = wishes[0].Wanted.Brief;
            var providers = wishes[0].Candidates.Select(key => graph.Catalog[key]).ToList();
            var candidates = providers.ConvertAll(unit => unit.Label);
            // Decorators are the likely choice of the others.
            var decorators = providers.FindAll(unit => IdleAttributeCheck.Takes(unit, wishes[0].Wanted.Key));
            if (wishes.TrueForAll(wish => IsSettledByOthers(wish, graph)))
                continue;

            var chosen = decorators.Count > 0 ? decorators[0]
                : providers.Find(unit => unit.Instance is not null || providers.Count(other => other.Type.Key == unit.Type.Key) == 1);
            var bind = decorators.Count > 1 && decorators.Count == providers.Count - 1
                ? string.Join(", ", decorators.Select(decorator => $"Decorate<{contract}, {decorator.Type.Brief}>"))
                : $"Bind<{contract}, {(decorators.Count == 1 ? decorators[0] : chosen ?? providers[0]).Type.Brief}>";
            var instances = providers.Select(unit => unit.Instance).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var areInstances = instances.Count == providers.Count;
            var isPoint = !areInstances && providers.TrueForAll(unit => unit.Extension is { } extension && extension.Points.Contains(wishes[0].Wanted.Key));
            var kind = isPoint ? "extensions" : areInstances ? "instances" : providers.TrueForAll(unit => unit.IsUnit) ? "units"
                : providers.Exists(unit => unit.Maker is not null) ? "units and members" : "units and extensions";
            var remedy = isPoint ? $"Take IReadOnlyList<{contract}>: the first of it has the highest priority"
                : areInstances && wishes.TrueForAll(wish => !graph.Catalog[wish.Unit].Position.IsOwn)
                ? $"Say which one on {graph.Worker.Name}: [Bind<{contract}, {providers[0].Type.Brief}>(Instance = \"{instances[0]}\")]"
                : areInstances ? $"Say which one at the parameter, [Instance(\"{instances[0]}\")], or take all: IReadOnlyList<{contract}>"
                : chosen is null ? $"Provide one of them as a type of its own{OwnersOf(providers)}"
                : graph.Worker.IsDefault
                ? $"Declare a worker that says which: [Worker, {bind}] public sealed partial class Server;"
                : $"Say which one on {graph.Worker.Name}: [{bind}]";
            yield return new Finding(
                RuleIds.AmbiguousContract,
                wishes[0].Subject,
                wishes.Skip(1).Select(wish => wish.Subject).ToEquatableArray(),
                [
                    contract,
                    string.Join(", ", candidates),
                    SubjectList.Of([.. wishes.Select(wish => graph.Catalog[wish.Unit].Name)], i => wishes[i].Label),
                    remedy,
                    kind,
                ])
            {
                Targets = isPoint || chosen is null || graph.Worker.IsDefault
                    ? []
                    : areInstances
                    ? [graph.Worker.Key, .. instances.Select(name => InstanceMark + name)]
                    : [graph.Worker.Key, wishes[0].Wanted.Key, .. wishes[0].Candidates.Select(key => graph.Catalog[key].Type.Key)],
            };
        }
    }

    /// <summary>
    /// What a decorator gets follows from what the others get: that is one question, unless only decorators ask, and not one for each of them.
    /// </summary>
    private static bool IsSettledByOthers(Ambiguity wish, LifecycleGraph graph) =>
        IsDecorator(graph.Catalog[wish.Unit], wish.Wanted)
        && graph.Ambiguities.Any(other => other.Wanted.Key == wish.Wanted.Key && !IsDecorator(graph.Catalog[other.Unit], other.Wanted));

    private static bool IsDecorator(UnitShape unit, TypeRef contract) =>
        unit.Provides.Contains(contract.Key) && IdleAttributeCheck.Takes(unit, contract.Key);

    private static string OwnersOf(List<UnitShape> providers) =>
        providers.Find(unit => unit.Maker is { Owner: MakerOwner.Unit }) is { } value
            ? $", or take {TypeRef.Shorten(value.Maker!.Class)} and use its {value.Name}"
            : "";
}
