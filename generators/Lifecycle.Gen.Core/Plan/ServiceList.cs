using Lifecycle.Core.Collections;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>
/// What a worker in a host gives out as services: each unit by its class, and by every contract that only this unit has. Instances are services with
/// their name as the key.
/// </summary>
internal static class ServiceList
{
    /// <summary>The services in the order of the slots, the class of a unit before its contracts.</summary>
    public static EquatableArray<PlanService> Of(LifecycleGraph graph, IReadOnlyDictionary<string, int> slots)
    {
        var units = graph.Nodes.Select(node => node.Unit).Where(unit => unit.IsUnit).OrderBy(unit => slots[unit.Key]).ToList();
        var classes = new HashSet<string>(units.Select(unit => unit.Type.Key), StringComparer.Ordinal);
        var providers = units
            .SelectMany(unit => ContractsOf(unit).Select(contract => (Contract: contract, Unit: unit)))
            .Where(pair => !classes.Contains(pair.Contract))
            .ToLookup(pair => pair.Contract, pair => pair.Unit, StringComparer.Ordinal);
        return units
            .SelectMany(unit => ContractsOf(unit)
                .Where(contract =>
                    Provider([.. providers[contract].Where(other => IsAlternative(unit, other))], graph.Choices.ForAll(contract)) == unit)
                .Prepend(unit.Type.Name)
                .Select(type => new PlanService(type, slots[unit.Key], unit.Instance)))
            .ToEquatableArray();

        // What is asked for with a key is of that name; without one it can be any.
        static bool IsAlternative(UnitShape unit, UnitShape other) => unit.Instance is null || other.Instance == unit.Instance;
    }

    private static IEnumerable<string> ContractsOf(UnitShape unit) =>
        unit.Contracts.Where(contract => contract.IsPublic || unit.Position.IsOwn).Select(contract => contract.Key);

    private static UnitShape? Provider(List<UnitShape> units, string? bound) =>
        units.Count == 1 ? units[0] : units.FindAll(unit => unit.Type.Key == bound) is [var only] ? only : null;
}
