using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1026, the error: attributes of a worker that contradict each other, and a decorator that wraps nothing.</summary>
internal sealed class WorkerAttributeCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.WorkerAttribute];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var replacement in worker.Replacements)
        {
            foreach (var (label, subject) in NamedBy(worker, replacement))
            {
                var contradiction = IdleAttributeCheck.Describe(
                    worker,
                    replacement.Label,
                    [replacement.Subject, subject],
                    $"contradicts {label}{Finding.LocationOf(1)}",
                    "Remove one of the two");
                yield return contradiction with { Gravity = Gravity.Error };
            }
        }

        foreach (var decoration in worker.Decorations)
        {
            if (graph.Catalog.Exactly(decoration.Unit.Key) is not { } unit || IdleAttributeCheck.Takes(unit, decoration.Contract.Key))
                continue;

            var idle = IdleAttributeCheck.Describe(
                worker,
                decoration.Label,
                [decoration.Subject],
                $"wraps nothing: {unit.Name} takes no {decoration.Contract.Brief} in its constructor",
                $"Take one there, or write [Bind<{decoration.Contract.Brief}, {unit.Name}>]");
            yield return idle with { Gravity = Gravity.Error };
        }
    }

    /// <summary>What names a unit that is left out. A binding or decorator that is replaced means the replacement.</summary>
    private static IEnumerable<(string Label, SubjectKey Subject)> NamedBy(WorkerModel worker, ReplacementModel replacement)
    {
        var unit = replacement.Unit.Key;
        foreach (var mixin in worker.Mixins.Where(mixin => mixin.Unit.Key == unit))
            yield return ($"[Mixin<{mixin.Unit.Brief}>]", mixin.Subject);
        foreach (var other in worker.Replacements.Where(other => other.By?.Key == unit))
            yield return (other.Label, other.Subject);
        if (replacement.By is not null)
            yield break;

        foreach (var binding in worker.Bindings.Where(binding => binding.Unit.Key == unit))
            yield return (binding.Label, binding.Subject);
        foreach (var decoration in worker.Decorations.Where(decoration => decoration.Unit.Key == unit))
            yield return (decoration.Label, decoration.Subject);
    }
}

/// <summary>LCG1026, the warning: an attribute of a worker without effect.</summary>
internal sealed class IdleAttributeCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.WorkerAttribute];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) => [.. IdleReplacements(graph), .. IdleBindings(graph)];

    internal static Finding Describe(WorkerModel worker, string label, List<SubjectKey> subjects, string fault, string remedy) =>
        new(RuleIds.WorkerAttribute, subjects[0], subjects.Skip(1).ToEquatableArray(), [label, worker.Name, fault, remedy]);

    /// <summary>Whether a unit takes a contract as a single dependency.</summary>
    internal static bool Takes(UnitShape unit, string contract) =>
        unit.Dependencies.Any(dependency => dependency.Kind == DependencyKind.Open && dependency.Wanted == contract);

    private static IEnumerable<Finding> IdleReplacements(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        if (worker.Replacements.Count == 0)
            yield break;

        var members = MembersWithout(graph);
        foreach (var replacement in worker.Replacements)
        {
            if (graph.Declared.Exactly(replacement.Unit.Key) is not { } unit || members.Contains(SubjectKey.ClassOf(unit.Key)))
                continue;

            yield return Describe(
                worker, replacement.Label, [replacement.Subject], $"has no effect: {worker.Name} would not have {unit.Name} without it either", "Remove it");
        }
    }

    /// <summary>The units of the worker as it would be if it replaced none; the replacements, which may compete with what they replace, not counted.</summary>
    private static HashSet<string> MembersWithout(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        var replacements = new HashSet<string>(worker.Replacements.Select(replacement => replacement.By?.Key).OfType<string>(), StringComparer.Ordinal);
        replacements.ExceptWith(worker.Mixins.Select(mixin => mixin.Unit.Key));
        replacements.ExceptWith(worker.Replacements.Select(replacement => replacement.Unit.Key));
        var original = GraphBuilder.Build(
            worker with { Replacements = [] },
            new UnitCatalog(graph.Declared.Units.Where(unit => !replacements.Contains(unit.Type.Key))));
        // An ambiguity keeps units out that would be in when it is settled.
        return new HashSet<string>(
            original.Nodes.Select(node => node.Unit.Key)
                .Concat(original.Ambiguities.SelectMany(ambiguity => ambiguity.Candidates))
                .Select(SubjectKey.ClassOf),
            StringComparer.Ordinal);
    }

    private static IEnumerable<Finding> IdleBindings(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var binding in worker.Bindings)
        {
            if (binding.For is not { } consumer || graph.Catalog.Exactly(consumer.Key) is not { } unit)
                continue;

            var fault = !graph.Nodes.Any(node => node.Unit.Type == unit.Type) ? $"{worker.Name} does not have {unit.Name}"
                : !Takes(unit, binding.Contract.Key) && !unit.Orderings.Any(ordering => ordering.Target.Key == binding.Contract.Key)
                ? $"{unit.Name} takes no {binding.Contract.Brief}"
                : null;
            if (fault is not null)
                yield return Describe(worker, binding.Label, [binding.Subject], $"has no effect: {fault}", "Remove it, or name another unit");
        }
    }
}
