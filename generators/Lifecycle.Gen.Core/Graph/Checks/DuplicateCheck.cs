using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1011: the same mixin, bound contract, instance, replaced unit or decorator twice on a worker, the same id for two units.
/// </summary>
internal sealed class DuplicateCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.Duplicate];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var twice in worker.Mixins.GroupBy(mixin => mixin.Unit.Key).Where(group => group.Count() > 1))
            yield return Describe($"Mixin<{twice.First().Unit.Brief}>", worker.Name, [.. twice.Select(mixin => mixin.Subject)], "Remove one of the two");
        foreach (var twice in worker.Bindings.GroupBy(binding => (binding.Contract.Key, binding.For?.Key)).Where(group => group.Count() > 1))
        {
            var what = $"A binding of {twice.First().Contract.Brief}{(twice.First().For is { } consumer ? $" for {consumer.Brief}" : "")}";
            yield return Describe(what, worker.Name, [.. twice.Select(binding => binding.Subject)], "Remove one of the two");
        }

        foreach (var twice in worker.Instances.GroupBy(instance => (instance.Unit.Key, MemberNames.Pascal(instance.Name))).Where(group => group.Count() > 1))
        {
            // Names that differ in what no identifier has would give their inputs one name.
            var what = string.Join(" and ", twice.Select(instance => $"Instance<{instance.Unit.Brief}>(\"{instance.Name}\")").Distinct());
            yield return Describe(what, worker.Name, [.. twice.Select(instance => instance.Subject)], "Remove one of the two, or give it another name");
        }

        foreach (var twice in worker.Replacements.GroupBy(replacement => replacement.Unit.Key).Where(group => group.Count() > 1))
            yield return Describe($"What {twice.First().Unit.Brief} becomes", worker.Name, [.. twice.Select(one => one.Subject)], "Remove one of the two");
        foreach (var twice in worker.Decorations.GroupBy(decoration => (decoration.Contract.Key, decoration.Unit.Key)).Where(group => group.Count() > 1))
            yield return Describe(twice.First().Label, worker.Name, [.. twice.Select(one => one.Subject)], "Remove one of the two");

        foreach (var twice in graph.Nodes.Select(node => node.Unit).GroupBy(unit => unit.Id).Where(group => group.Count() > 1))
        {
            var units = twice.ToList();
            var names = units.Select((unit, i) => $"{unit.Name}{Finding.LocationOf(i)}");
            yield return Describe(
                $"The unit id \"{twice.Key}\"",
                string.Join(" and ", names),
                [.. units.Select(unit => SubjectKey.OfType(unit.Key))],
                $"Give {(units.FindLast(unit => unit.Position.IsOwn) ?? units[units.Count - 1]).Name} another id: [Unit(Id = \"…\")]",
                hasLocations: true);
        }
    }

    private static Finding Describe(string what, string where, List<SubjectKey> subjects, string remedy, bool hasLocations = false) => new(
        RuleIds.Duplicate,
        subjects[0],
        subjects.Skip(1).ToEquatableArray(),
        [what, hasLocations ? where : $"{where}{Finding.LocationOf(0)}{Finding.LocationOf(1)}", remedy]);
}
