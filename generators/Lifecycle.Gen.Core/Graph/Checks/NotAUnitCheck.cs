using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1004: <c>Mixin</c>, <c>Bind</c>, <c>DependsOn</c> or <c>StartsBefore</c> with a type that is no unit and that no unit provides.</summary>
public static class NotAUnitCheck
{
    /// <summary>Runs the check.</summary>
    public static IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var mixin in worker.Mixins.Where(mixin => graph.Catalog.Exactly(mixin.Unit.Key) is null))
            yield return Describe($"[Mixin<{mixin.Unit.Brief}>]", mixin.Unit, mixin.Subject, worker.Name);
        foreach (var binding in worker.Bindings.Where(binding => graph.Catalog.Exactly(binding.Unit.Key) is null))
            yield return Describe($"[Bind<{binding.Contract.Brief}, {binding.Unit.Brief}>]", binding.Unit, binding.Subject, worker.Name);
        foreach (var unit in graph.Catalog.Units)
        {
            foreach (var ordering in unit.Orderings.Where(ordering => graph.Catalog.Providers(ordering.Target.Key).Count == 0))
                yield return Describe(ordering.Label, ordering.Target, ordering.Subject, unit.Name);
        }
    }

    private static Finding Describe(string attribute, TypeRef named, SubjectKey subject, string owner)
        => new(RuleIds.NotAUnit, subject, attribute, named.Brief, owner + Finding.Place(0), $"Mark {named.Brief} with [Unit], or name a unit");
}
