using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>The units that a worker can be made of, by what they provide. Made once for all workers of an assembly.</summary>
public sealed class UnitCatalog
{
    private static readonly List<UnitShape> s_none = [];
    private readonly Dictionary<string, UnitShape> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<UnitShape>> _byType = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bases = new(StringComparer.Ordinal);

    /// <summary>Takes units in any order.</summary>
    public UnitCatalog(IEnumerable<UnitShape> units)
    {
        Units = [.. units.OrderBy(unit => unit.Id, StringComparer.Ordinal).ThenBy(unit => unit.Key, StringComparer.Ordinal)];
        foreach (var unit in Units)
        {
            _byKey[unit.Key] = unit;
            Add(unit.Type.Key, unit);
            foreach (var type in unit.Provides)
            {
                Add(type, unit);
                _bases.Add(type);
            }
        }
    }

    /// <summary>All units, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Units { get; }

    /// <summary>The unit with a key.</summary>
    public UnitShape this[string key] => _byKey[key];

    /// <summary>The units that are a type, ordered by id.</summary>
    public IReadOnlyList<UnitShape> Providers(string type) => _byType.TryGetValue(type, out var units) ? units : s_none;

    /// <summary>The unit whose class is this very type.</summary>
    public UnitShape? Exactly(string type) => Providers(type).FirstOrDefault(unit => unit.Type.Key == type);

    /// <summary>Whether another unit derives from this one and so takes its place where every unit is wanted.</summary>
    public bool IsReplaced(UnitShape unit) => _bases.Contains(unit.Type.Key);

    private void Add(string type, UnitShape unit)
    {
        if (!_byType.TryGetValue(type, out var units))
            _byType.Add(type, units = []);
        units.Add(unit);
    }
}
