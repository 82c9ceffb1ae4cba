using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>Merges the inputs of a worker's units: simple types are shared by name and type, others by type.</summary>
internal sealed class InputCollector
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byKey = new(StringComparer.Ordinal);

    /// <summary>Whether every type may be named by any code.</summary>
    public bool AllPublic => _entries.TrueForAll(entry => entry.Uses.TrueForAll(use => use.IsPublic));

    /// <summary>Adds a parameter that nothing in the composition provides.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="unit">The id of the unit that takes it.</param>
    public void Add(DependencyModel parameter, string unit)
    {
        var key = KeyOf(parameter);
        if (!_byKey.TryGetValue(key, out var entry))
        {
            _byKey.Add(key, entry = new Entry());
            _entries.Add(entry);
        }

        entry.Uses.Add(parameter);
        if (!entry.Takers.Contains(unit))
            entry.Takers.Add(unit);
    }

    /// <summary>Names everything; call it once, after the last <see cref="Add"/>.</summary>
    /// <param name="members">The names of the worker's members; gets those of the fields.</param>
    /// <param name="statics">The static fields that the constructor names.</param>
    public EquatableArray<PlanInput> Finish(HashSet<string> members, params string[] statics)
    {
        var parameters = new HashSet<string>(statics, StringComparer.Ordinal) { "options", "cancellationToken" };
        foreach (var entry in _entries)
        {
            var first = entry.Uses[0];
            var name = first.Kind == DependencyKind.SimpleInput
                ? Identifiers.Unique(parameters, first.Name)
                : Identifiers.Unique(parameters, first.Name, Identifiers.CamelCase(first.Type.Brief));
            entry.Input = new PlanInput(name, Identifiers.Unique(members, "_" + name), TypeOf(entry.Uses), DefaultOf(entry.Uses))
            {
                Of = first.Type,
                IsSimple = first.Kind == DependencyKind.SimpleInput,
                Name = first.Name,
                Label = $"{first.Label} of {string.Join(", ", entry.Takers)}",
            };
        }

        return _entries.Select(entry => entry.Input!).OrderBy(input => input.Default is null ? 0 : 1).ToEquatableArray();
    }

    /// <summary>The field that holds what a parameter gets; call it after <see cref="Finish"/>.</summary>
    public string FieldOf(DependencyModel parameter) => _byKey[KeyOf(parameter)].Input!.Field;

    private static string KeyOf(DependencyModel parameter) =>
        parameter.Kind == DependencyKind.SimpleInput ? $"{parameter.Type.Key} {parameter.Name}" : parameter.Type.Key;

    /// <summary>One consumer that does not take <c>null</c> makes the input non-nullable.</summary>
    private static string TypeOf(List<DependencyModel> uses) =>
        uses[0].Type.Name + (uses.TrueForAll(use => use.IsNullable) ? "?" : "");

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
        public List<DependencyModel> Uses { get; } = [];

        public List<string> Takers { get; } = [];

        public PlanInput? Input { get; set; }
    }
}
