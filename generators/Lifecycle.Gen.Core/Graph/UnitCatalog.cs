using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>
/// The units that a worker can be made of, by what they provide: those of its assembly and those that referenced ones offer. Made once for all
/// workers of an assembly.
/// </summary>
public sealed class UnitCatalog
{
    private static readonly List<UnitShape> s_none = [];
    private readonly Dictionary<string, UnitShape> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<UnitShape>> _byType = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _basesOfOwn = new(StringComparer.Ordinal);
    private readonly EquatableArray<string> _withheld;

    /// <summary>The units that a set declares and that its references offer.</summary>
    public UnitCatalog(UnitSet set)
        : this([.. GenericUnits.Close([.. set.Units, .. set.Referenced.Units], set.Workers)], set.Referenced.Withheld)
    {
        Generic = [.. set.Units.Where(unit => unit.Open is not null)];
    }

    /// <summary>Takes units in any order.</summary>
    public UnitCatalog(IEnumerable<UnitShape> units)
        : this([.. GenericUnits.Close([.. units], [])], [])
    {
    }

    private UnitCatalog(IReadOnlyCollection<UnitShape> units, EquatableArray<string> withheld)
    {
        _withheld = withheld;
        Units = [.. Nameable(units).OrderBy(unit => unit.Id, StringComparer.Ordinal).ThenBy(unit => unit.Key, StringComparer.Ordinal)];
        foreach (var unit in Units)
        {
            _byKey[unit.Key] = unit;
            Add(unit.Type.Key, unit);
            foreach (var type in unit.Variants)
                Add(type, unit);
            foreach (var type in unit.Provides)
            {
                Add(type, unit);
                if (!unit.AutoInclude || unit.Maker is not null)
                    continue;

                _bases.Add(type);
                if (unit.Position.IsOwn)
                    _basesOfOwn.Add(type);
            }
        }
    }

    /// <summary>All units, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Units { get; }

    /// <summary>The generic units of the assembly, which no worker has as such.</summary>
    public IReadOnlyList<UnitShape> Generic { get; } = [];

    /// <summary>The unit with a key.</summary>
    public UnitShape this[string key] => _byKey[key];

    /// <summary>The units that are a type, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Providers(string type) => _byType.TryGetValue(type, out var units) ? units : s_none;

    /// <summary>The units that are what a parameter takes, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Providers(DependencyModel dependency) => Providers(dependency.Wanted, dependency.Accepted);

    /// <summary>The units that are the target of an ordering, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Providers(OrderingModel ordering) => Providers(ordering.Target.Key, ordering.Accepted);

    /// <summary>The units that are a type or one of those that convert to it, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Providers(string type, EquatableArray<string> accepted)
    {
        var exact = Providers(type);
        if (accepted.All(other => Providers(other).Count == 0))
            return exact;

        return
        [
            .. exact.Concat(accepted.SelectMany(Providers)).Distinct()
                .OrderBy(unit => unit.Id, StringComparer.Ordinal).ThenBy(unit => unit.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The unit whose class is this very type.</summary>
    public UnitShape? Exactly(string type) => Providers(type).OrderBy(unit => unit.Maker is null ? 0 : 1).FirstOrDefault(unit => unit.Type.Key == type);

    /// <summary>Whether a type is a unit that only the referenced assembly that declares it can make.</summary>
    public bool IsWithheld(string type) => _withheld.Contains(type);

    /// <summary>Whether another unit derives from this one and so replaces it where every unit is wanted.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="byReferenced">Whether a unit of a referenced assembly can do that, and not only one of the assembly's own.</param>
    public bool IsReplaced(UnitShape unit, bool byReferenced) => unit.Maker is null && (byReferenced ? _bases : _basesOfOwn).Contains(unit.Type.Key);

    /// <summary>The unit that has the member which gives a value; <see langword="null"/> where that is no unit's.</summary>
    public UnitShape? ProviderOf(UnitShape value) =>
        value.Maker is { Owner: MakerOwner.Unit } && _byKey.TryGetValue(MakerModel.ClassOf(value.Key), out var provider) ? provider : null;

    /// <summary>The units of the same class as one: several where a worker has instances of it.</summary>
    public IReadOnlyList<UnitShape> OfClass(UnitShape unit) =>
        unit.Instance is null ? [unit] : [.. Providers(unit.Type.Key).Where(other => other.Type.Key == unit.Type.Key)];

    /// <summary>The same without what other workers provide for themselves.</summary>
    public UnitCatalog Of(WorkerModel worker)
    {
        return Units.Any(IsOfOther) ? With(Units.Where(unit => !IsOfOther(unit))) : this;

        bool IsOfOther(UnitShape unit) => unit.Maker is { Owner: MakerOwner.Worker } && MakerModel.ClassOf(unit.Key) != worker.Key;
    }

    /// <summary>The same with other units.</summary>
    public UnitCatalog With(IEnumerable<UnitShape> units) => new([.. units], _withheld);

    /// <summary>Of two classes of one full name C# means the assembly's own; of two referenced ones it can mean neither.</summary>
    private static IEnumerable<UnitShape> Nameable(IEnumerable<UnitShape> units) =>
        units.GroupBy(unit => unit.Maker is null ? unit.Type.Key : unit.Key).SelectMany(group =>
            group.Count() == 1 || group.All(unit => unit.Instance is not null) ? group : group.Where(unit => unit.Position.IsOwn));

    private void Add(string type, UnitShape unit)
    {
        if (!_byType.TryGetValue(type, out var units))
            _byType.Add(type, units = []);
        units.Add(unit);
    }
}
