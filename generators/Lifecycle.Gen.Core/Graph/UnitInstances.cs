using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>The units of which a worker has named instances: to its graph each instance is a unit of its own.</summary>
internal static class UnitInstances
{
    /// <summary>The units that a worker can be made of, with its instances in the place of their classes.</summary>
    public static UnitCatalog Expand(UnitCatalog catalog, WorkerModel worker)
    {
        if (worker.Instances.Count == 0)
            return catalog;

        // A second instance of a name is reported by a check.
        var instances = worker.Instances
            .Select((instance, index) => (Unit: catalog.Exactly(instance.Unit.Key), instance.Name, Index: index))
            .Where(instance => instance.Unit is not null)
            .GroupBy(instance => (instance.Unit!.Key, MemberNames.Pascal(instance.Name)))
            .Select(group => group.First())
            .ToLookup(instance => instance.Unit!.Key, instance => Instance(instance.Unit!, instance.Name, instance.Index), StringComparer.Ordinal);
        return catalog.With(catalog.Units.SelectMany(unit => instances.Contains(unit.Key) ? instances[unit.Key]
            : unit.Maker is { Owner: MakerOwner.Unit } && instances.Contains(MakerModel.ClassOf(unit.Key))
            ? instances[MakerModel.ClassOf(unit.Key)].Select(owner => Value(unit, owner))
            : [unit]));
    }

    /// <summary>What each instance provides is a value of its own.</summary>
    private static UnitShape Value(UnitShape value, UnitShape owner) => value with
    {
        Key = SubjectKey.OneOf(value.Key, owner.Instance!),
        Id = $"{owner.Id}.{value.Name}",
        Name = $"{value.Name}[{owner.Instance}]",
        Instance = owner.Instance,
        Position = value.Position with { Path = value.Position.Path.Append(owner.Position.Path[owner.Position.Path.Count - 1]).ToEquatableArray() },
    };

    private static UnitShape Instance(UnitShape unit, string name, int index) => unit with
    {
        Key = SubjectKey.OneOf(unit.Key, name),
        Id = $"{unit.Id}[{name}]",
        Name = $"{unit.Name}[{name}]",
        Instance = name,
        // Lists have them in the order of the attributes.
        Position = unit.Position with { Path = unit.Position.Path.Append(index).ToEquatableArray() },
    };
}
