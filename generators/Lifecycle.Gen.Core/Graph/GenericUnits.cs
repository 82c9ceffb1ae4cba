using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>
/// Generic units → a unit for each closed type that something of the assembly takes, names or orders itself by. What these take can need further ones.
/// </summary>
internal sealed class GenericUnits
{
    /// <summary>A class that takes a longer construction of itself would never come to an end.</summary>
    private const int Longest = 400;

    private readonly Dictionary<string, List<(UnitShape Unit, string Pattern)>> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnitShape> _closed = new(StringComparer.Ordinal);
    private readonly Queue<(string Type, bool IsPublic)> _wishes = new();

    private GenericUnits(IEnumerable<UnitShape> open)
    {
        foreach (var unit in open)
        {
            foreach (var pattern in unit.Open!.Provides)
            {
                if (!_open.TryGetValue(HeadOf(pattern), out var patterns))
                    _open.Add(HeadOf(pattern), patterns = []);
                patterns.Add((unit, pattern));
            }
        }
    }

    /// <summary>The units without the generic ones, and with those that are needed of them.</summary>
    /// <param name="units">Units.</param>
    /// <param name="workers">The workers that name units.</param>
    public static IEnumerable<UnitShape> Close(IReadOnlyCollection<UnitShape> units, IEnumerable<WorkerModel> workers)
    {
        if (!units.Any(unit => unit.Open is not null))
            return units;

        var generics = new GenericUnits(units.Where(unit => unit.Open is not null));
        foreach (var unit in units.Where(unit => unit.Open is null))
            generics.WishFor(unit);
        foreach (var worker in workers)
        {
            foreach (var type in NamedBy(worker))
                generics._wishes.Enqueue((type.Key, IsPublic: false));
        }

        generics.Fulfil();
        return units.Where(unit => unit.Open is null).Concat(generics._closed.Values);
    }

    private static IEnumerable<TypeRef> NamedBy(WorkerModel worker) =>
    [
        .. worker.Mixins.Select(mixin => mixin.Unit),
        .. worker.Bindings.Select(binding => binding.Unit),
        .. worker.Bindings.Select(binding => binding.Contract),
        .. worker.Decorations.Select(decoration => decoration.Unit),
        .. worker.Replacements.Select(replacement => replacement.By).OfType<TypeRef>(),
        .. worker.Instances.Select(instance => instance.Unit),
    ];

    private void WishFor(UnitShape unit)
    {
        foreach (var dependency in unit.Dependencies)
            _wishes.Enqueue((dependency.Wanted, dependency.IsPublic));
        foreach (var ordering in unit.Orderings)
            _wishes.Enqueue((ordering.Target.Key, IsPublic: false));
    }

    private void Fulfil()
    {
        while (_wishes.Count > 0)
        {
            var (type, isPublic) = _wishes.Dequeue();
            if (type.Length > Longest || !_open.TryGetValue(HeadOf(type), out var patterns))
                continue;

            foreach (var (unit, pattern) in patterns)
            {
                if (GenericText.Match(pattern, type, unit.Open!.Arity) is not { } arguments)
                    continue;

                var key = SubjectKey.OneOf(unit.Key, string.Join(",", arguments).Replace(", ", ","));
                var isKnown = _closed.TryGetValue(key, out var known);
                // Whether the arguments may be named by any code only those say that name them.
                if (isKnown && (known!.IsPublic || !isPublic))
                    continue;

                var closed = Close(unit, key, arguments, isPublic);
                _closed[key] = closed;
                WishFor(closed);
            }
        }
    }

    private static UnitShape Close(UnitShape unit, string key, IReadOnlyList<string> arguments, bool isPublic)
    {
        var brief = string.Join(", ", arguments);
        return unit with
        {
            Key = key,
            Type = Closed(unit.Type),
            Id = $"{unit.Id}<{brief.Replace("global::", "")}>",
            Name = $"{unit.Name}<{TypeRef.Shorten(brief)}>",
            IsPublic = unit.IsPublic && isPublic,
            Provides = Types(unit.Provides),
            Variants = Types(unit.Variants),
            Dependencies = unit.Dependencies.Select(Parameter).ToEquatableArray(),
            Condition = unit.Condition is { } condition
                ? condition with { Parameters = condition.Parameters.Select(Parameter).ToEquatableArray() }
                : null,
            Contracts = unit.Contracts
                .Select(contract => new ContractModel(GenericText.Close(contract.Key, arguments), contract.IsPublic && isPublic))
                .ToEquatableArray(),
            Extension = unit.Extension is { } extension ? extension with { Points = Types(extension.Points) } : null,
            // Lists and workers over all units have those that something else needs.
            AutoInclude = false,
            Open = null,
            IsClosed = true,
        };

        TypeRef Closed(TypeRef type) => new(GenericText.Close(type.Name, arguments), GenericText.Close(type.Key, arguments));

        EquatableArray<string> Types(EquatableArray<string> types) => types
            .Select(type => GenericText.Close(type, arguments))
            .OrderBy(type => type, StringComparer.Ordinal)
            .ToEquatableArray();

        DependencyModel Parameter(DependencyModel parameter)
        {
            if (!GenericText.IsOpen(parameter.Type.Key) && !GenericText.IsOpen(parameter.Wanted))
                return parameter;

            var type = Closed(parameter.Type);
            return parameter with
            {
                Type = type,
                Wanted = GenericText.Close(parameter.Wanted, arguments),
                Accepted = Types(parameter.Accepted),
                Element = parameter.Element is { } element ? GenericText.Close(element, arguments) : null,
                Late = parameter.Late is { } late ? late with { Type = GenericText.Close(late.Type, arguments) } : null,
                IsPublic = parameter.IsPublic && isPublic,
                // What a parameter of the class stands for is known only here; keywords are simple types.
                Kind = parameter.Kind == DependencyKind.Open && parameter.Type.Key[0] == '!' && type.Key.IndexOf(':') < 0 && type.Key != "object"
                    ? DependencyKind.SimpleInput
                    : parameter.Kind,
            };
        }
    }

    private static string HeadOf(string type)
    {
        var end = type.IndexOf('<');
        return end < 0 ? type : type.Substring(0, end);
    }
}
