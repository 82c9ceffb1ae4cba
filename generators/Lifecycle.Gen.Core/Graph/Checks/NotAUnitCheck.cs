using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1004: An attribute of a worker, <c>DependsOn</c> or <c>StartsBefore</c> with a type that is no unit and that no unit provides; one finding a
/// type, with all mentions.
/// </summary>
internal sealed class NotAUnitCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.NotAUnit];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) =>
        Mentions(graph).GroupBy(mention => mention.Named.Key).Select(group => Describe([.. group], graph.Catalog));

    private static IEnumerable<(string Attribute, TypeRef Named, string Owner, SubjectKey Subject)> Mentions(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var mixin in worker.Mixins.Where(mixin => graph.Catalog.Exactly(mixin.Unit.Key) is null))
            yield return ($"[Mixin<{mixin.Unit.Brief}>]", mixin.Unit, worker.Name, mixin.Subject);
        foreach (var binding in worker.Bindings.Where(binding => graph.Catalog.Exactly(binding.Unit.Key) is null))
            yield return (binding.Label, binding.Unit, worker.Name, binding.Subject);
        foreach (var instance in worker.Instances.Where(instance => graph.Catalog.Exactly(instance.Unit.Key) is null))
            yield return ($"[Instance<{instance.Unit.Brief}>(\"{instance.Name}\")]", instance.Unit, worker.Name, instance.Subject);
        foreach (var input in worker.Inputs.Where(input => graph.Catalog.Exactly(input.Unit.Key) is null))
            yield return (input.Label, input.Unit, worker.Name, input.Subject);
        foreach (var binding in worker.Bindings.Where(binding => binding.For is { } consumer && graph.Catalog.Exactly(consumer.Key) is null))
            yield return (binding.Label, binding.For!, worker.Name, binding.Subject);
        foreach (var decoration in worker.Decorations.Where(decoration => graph.Catalog.Exactly(decoration.Unit.Key) is null))
            yield return (decoration.Label, decoration.Unit, worker.Name, decoration.Subject);
        foreach (var replacement in worker.Replacements)
        {
            if (graph.Catalog.Exactly(replacement.Unit.Key) is null)
                yield return (replacement.Label, replacement.Unit, worker.Name, replacement.Subject);
            if (replacement.By is { } by && graph.Catalog.Exactly(by.Key) is null)
                yield return (replacement.Label, by, worker.Name, replacement.Subject);
        }

        foreach (var unit in graph.Catalog.Units.Where(unit => unit.Position.IsOwn))
        {
            foreach (var ordering in unit.Orderings.Where(ordering => graph.Catalog.Providers(ordering).Count == 0))
                yield return (ordering.Label, ordering.Target, unit.Name, ordering.Subject);
        }
    }

    private static Finding Describe(List<(string Attribute, TypeRef Named, string Owner, SubjectKey Subject)> mentions, UnitCatalog catalog)
    {
        var named = mentions[0].Named;
        return new Finding(
            RuleIds.NotAUnit,
            mentions[0].Subject,
            mentions.Skip(1).Select(mention => mention.Subject).ToEquatableArray(),
            [
                named.Brief,
                SubjectList.Of([.. mentions.Select(mention => mention.Owner)], i => mentions[i].Attribute),
                catalog.IsWithheld(named.Key)
                    ? "Only its own assembly can make it: make its constructor, and the types that this takes, public there"
                    : $"Mark {named.Brief} with [Unit], or name a unit",
            ]);
    }
}
