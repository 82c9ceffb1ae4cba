using Lifecycle.Core.Collections;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>
/// Merges the inputs of a worker's units: simple types, arrays and collections are shared by name and type, others by type, unless the worker names
/// them. Neither names nor the order depend on the names of units, because calls that are written already must keep their meaning.
/// </summary>
internal sealed class InputCollector
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byKey = new(StringComparer.Ordinal);

    /// <summary>Whether every type may be named by any code.</summary>
    public bool AllPublic => _entries.TrueForAll(entry => entry.Uses.TrueForAll(use => use.IsPublic));

    /// <summary>Adds a parameter that nothing in the composition provides.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="input">What it gets.</param>
    /// <param name="unit">The unit that takes it.</param>
    public void Add(DependencyModel parameter, Resolution.Input input, UnitShape unit)
    {
        var key = InputIdentity.KeyOf(parameter, input);
        if (!_byKey.TryGetValue(key, out var entry))
        {
            _byKey.Add(key, entry = new Entry { IsNamed = InputIdentity.IsNamed(parameter, input), Instance = input.Instance });
            _entries.Add(entry);
        }

        entry.Uses.Add(parameter);
        entry.Names.Add(InputIdentity.NameOf(parameter, input));
        if (!entry.Takers.Exists(taker => taker.Id == unit.Id))
            entry.Takers.Add(new PlanTaker(unit.Id, unit.Type, parameter.Name));
    }

    /// <summary>Names everything; call it once, after the last <see cref="Add"/>.</summary>
    /// <param name="members">The names of the worker's members; gets those of the fields.</param>
    /// <param name="statics">The static fields that the constructor names.</param>
    public EquatableArray<PlanInput> Finish(HashSet<string> members, params string[] statics)
    {
        var parameters = new HashSet<string>(statics, StringComparer.Ordinal) { "options", "cancellationToken" };
        // What is shared by name comes first: it has no other.
        var inOrder = _entries
            .OrderBy(entry => entry.IsNamed ? 0 : 1)
            .ThenBy(entry => entry.Names.Min, StringComparer.Ordinal)
            .ThenBy(entry => entry.Uses[0].Type.Key, StringComparer.Ordinal);
        foreach (var entry in inOrder)
        {
            var first = entry.Uses.OrderBy(use => use.Name, StringComparer.Ordinal).ThenBy(use => use.Type.Name, StringComparer.Ordinal).First();
            var name = entry.IsNamed
                ? Identifiers.Unique(parameters, entry.Names.Min!)
                : Identifiers.Unique(parameters, entry.Names.Min!, Identifiers.CamelCase(first.Type.Brief));
            var isSimple = first.Kind == DependencyKind.SimpleInput;
            entry.Input = new PlanInput(name, Identifiers.Unique(members, "_" + name), TypeOf(entry.Uses, first), DefaultOf(entry.Uses))
            {
                Of = first.Type,
                IsSimple = isSimple,
                IsNamed = entry.IsNamed && (isSimple || _entries.Exists(other => other != entry && other.Uses[0].Type.Key == first.Type.Key)),
                Name = entry.Instance is null ? entry.Names.Min! : first.Name,
                Instance = entry.Instance,
                Label = $"{first.Type.Brief}{(first.IsNullable ? "?" : "")} {entry.Names.Min} of {string.Join(", ", entry.Takers.Select(taker => taker.Id))}",
                Takers = entry.Takers.ToEquatableArray(),
                IsOwned = entry.Uses.Exists(use => use.IsOwned),
                CanBeProvided = entry.Uses.TrueForAll(use => use is { Kind: DependencyKind.Open, IsCollection: false }),
            };
        }

        return _entries.Select(entry => entry.Input!)
            .OrderBy(input => input.Default is null ? 0 : 1)
            .ThenBy(input => input.Parameter, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    /// <summary>The field that holds what a parameter gets; call it after <see cref="Finish"/>.</summary>
    public string FieldOf(DependencyModel parameter, Resolution.Input input) => _byKey[InputIdentity.KeyOf(parameter, input)].Input!.Field;

    /// <summary>One consumer that does not take <c>null</c> makes the input non-nullable.</summary>
    private static string TypeOf(List<DependencyModel> uses, DependencyModel first) => first.Type.Name + (uses.TrueForAll(use => use.IsNullable) ? "?" : "");

    /// <summary>Only a default that all consumers share can be in a signature.</summary>
    private static string? DefaultOf(List<DependencyModel> uses)
    {
        var value = DefaultOf(uses[0]);
        if (value is null || !uses.TrueForAll(use => DefaultOf(use) == value))
            return null;

        return value == "null" && !uses.TrueForAll(use => use.IsNullable) ? "null!" : value;
    }

    /// <summary>A contract that its unit can do without is none of the things that have to be passed in where nothing provides it.</summary>
    private static string? DefaultOf(DependencyModel use) => use.Default ?? (use is { Kind: DependencyKind.Open, IsNullable: true } ? "null" : null);

    private sealed class Entry
    {
        public bool IsNamed { get; init; }

        public string? Instance { get; init; }

        public List<DependencyModel> Uses { get; } = [];

        public SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

        public List<PlanTaker> Takers { get; } = [];

        public PlanInput? Input { get; set; }
    }
}
