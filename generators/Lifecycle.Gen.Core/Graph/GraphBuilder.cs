using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>Finds the units of one worker and what each of their constructor parameters gets.</summary>
public sealed class GraphBuilder
{
    private readonly WorkerModel _worker;
    private readonly UnitCatalog _declared;
    private readonly UnitCatalog _catalog;
    private readonly WorkerChoices _choices;
    private readonly Dictionary<string, UnitShape> _members = new(StringComparer.Ordinal);
    private readonly List<Ambiguity> _ambiguities = [];

    private GraphBuilder(WorkerModel worker, UnitCatalog catalog)
    {
        _worker = worker;
        _declared = catalog;
        _catalog = UnitInstances.Expand(catalog.Of(worker), worker);
        _choices = new WorkerChoices(worker, _catalog);
    }

    /// <summary>Builds the graph of a worker over the units that it may use.</summary>
    public static LifecycleGraph Build(WorkerModel worker, UnitCatalog catalog) => new GraphBuilder(worker, catalog).Build();

    private LifecycleGraph Build()
    {
        CollectMembers();
        var nodes = _members.Values
            .OrderBy(unit => unit.Id, StringComparer.Ordinal)
            .ThenBy(unit => unit.Key, StringComparer.Ordinal)
            .Select(unit => new GraphNode(unit, unit.Dependencies.Select(dependency => Resolve(unit, dependency)).ToEquatableArray())
            {
                Condition = unit.Condition is { } condition ? condition.Parameters.Select(parameter => Resolve(unit, parameter)).ToEquatableArray() : [],
            })
            .ToList();
        var edges = nodes.SelectMany(EdgesOf).ToList();
        return new(_worker, _catalog, _declared, _choices, nodes, edges, _ambiguities);
    }

    /// <summary>Without mixins every unit that no other replaces; with mixins these. And step by step what they require, from wherever it is.</summary>
    private void CollectMembers()
    {
        var waiting = new Stack<UnitShape>();
        if (_worker.Mixins.Count == 0)
        {
            foreach (var unit in _catalog.Units.Where(unit => unit.Maker is null && (unit.Position.IsOwn || _worker.IncludesReferenced) && IsWanted(unit)))
            {
                if (_choices.InPlaceOf(unit) is { } present)
                    waiting.Push(present);
            }
        }
        else
        {
            foreach (var unit in _catalog.Units.Where(_choices.IsMixin))
                waiting.Push(unit);
        }

        foreach (var unit in _catalog.Units.Where(unit => unit.Instance is not null && !_choices.IsLeftOut(unit)))
            waiting.Push(unit);

        while (waiting.Count > 0)
        {
            var unit = waiting.Pop();
            if (_members.ContainsKey(unit.Key))
                continue;

            _members.Add(unit.Key, unit);
            if (_catalog.ProviderOf(unit) is { } provider)
                waiting.Push(provider);
            foreach (var required in unit.Dependencies.SelectMany(one => Requires(unit, one)).Concat(unit.Orderings.SelectMany(one => Requires(unit, one))))
                waiting.Push(required);
        }
    }

    private IEnumerable<UnitShape> Requires(UnitShape user, DependencyModel dependency) => dependency.Kind switch
    {
        DependencyKind.List or DependencyKind.OpenList or DependencyKind.Extensions or DependencyKind.ExtensionArray => AllOf(dependency),
        DependencyKind.Open when IsRequired(dependency) => ToAdd(user, dependency.Wanted, dependency.Accepted, dependency.Instance) is [var only] ? [only] : [],
        _ => [],
    };

    /// <summary>A worker over all units has the closed types too that units can do without.</summary>
    private bool IsRequired(DependencyModel dependency) =>
        !dependency.IsOptional || (_worker.Mixins.Count == 0 && dependency.Wanted.IndexOf('<') >= 0);

    private IEnumerable<UnitShape> Requires(UnitShape user, OrderingModel ordering) =>
        ordering.IsBefore ? []
        : _choices.ReplacementOf(ordering.Target.Key) is { } replacement ? [replacement]
        : ToAdd(user, ordering.Target.Key, ordering.Accepted, instance: null) is [var only] ? [only]
        : [];

    private IEnumerable<UnitShape> AllOf(DependencyModel dependency) => Providers(dependency)
        .Where(unit => (unit.AutoInclude && !_catalog.IsReplaced(unit, byReferenced: true)) || IsNamed(unit) || IsClosedBy(unit, dependency));

    /// <summary>A list of a closed contract asks for the closed types of generic units that provide it.</summary>
    private static bool IsClosedBy(UnitShape unit, DependencyModel dependency) => unit.IsClosed && dependency.Wanted.IndexOf('<') >= 0;

    /// <summary>
    /// Where every unit is wanted, one from which another derives is not: the derived one is that unit, with more to it. Nor is one that is not to be
    /// included by itself.
    /// </summary>
    private bool IsWanted(UnitShape unit) =>
        (unit.AutoInclude && !_catalog.IsReplaced(unit, _worker.IncludesReferenced)) || IsNamed(unit);

    private bool IsNamed(UnitShape unit) => unit.Instance is not null || _choices.IsNamed(unit);

    private IReadOnlyList<UnitShape> Providers(DependencyModel dependency) => _choices.Without(_catalog.Providers(dependency));

    private bool CanBeAdded(UnitShape unit) => _worker.Mixins.Count > 0 || IsNamed(unit) || !_catalog.IsReplaced(unit, _worker.IncludesReferenced);

    /// <summary>What a requirement adds: units of the assembly take precedence over those of referenced ones.</summary>
    private IReadOnlyList<UnitShape> ToAdd(UnitShape user, string type, EquatableArray<string> accepted, string? instance)
    {
        var candidates = Choose(user, type, accepted, instance, CanBeAdded);
        if (candidates.Count <= 1)
            return candidates;

        var own = candidates.Where(unit => unit.Position.IsOwn).ToList();
        return own.Count > 0 ? own : candidates;
    }

    /// <summary>
    /// The units that a type can mean: what is bound, else the only provider, else the only one that the worker names, else the unit of exactly that
    /// class, else the only one that is the type without variance. Several are an ambiguity, except that units without <c>AutoInclude</c> give way to
    /// the others. A unit that takes a contract which it provides itself (a decorator) gets another unit, if there is one. Of several instances it is the
    /// one that the parameter names, else the one that is named like the instance that takes it.
    /// </summary>
    private IReadOnlyList<UnitShape> Choose(
        UnitShape user,
        string type,
        EquatableArray<string> accepted,
        string? instance,
        Func<UnitShape, bool> isCandidate)
    {
        if (_choices.For(user, type) is { } chosen)
            return OfInstance([.. _catalog.OfClass(chosen).Where(isCandidate)], instance ?? _choices.InstanceFor(user, type), user.Instance);

        var providers = _choices.Without(_catalog.Providers(type, accepted));
        var candidates = providers.Count <= 1 && providers.All(isCandidate) ? providers : [.. providers.Where(isCandidate)];
        if (providers.Count > 1)
            candidates = [.. candidates.Where(unit => unit.Key != user.Key && !_choices.Wraps(unit, user, type))];
        candidates = OfInstance(candidates, instance, user.Instance);
        if (candidates.Count <= 1)
            return candidates;
        if (candidates.Where(_choices.IsMixin).ToList() is [var named])
            return [named];
        if (candidates.Where(unit => _choices.StandsInFor(type, unit)).ToList() is [var replacement])
            return [replacement];

        if (candidates.Where(unit => unit.AutoInclude).ToList() is { Count: > 0 } included && included.Count < candidates.Count)
            candidates = included;
        if (candidates.Count == 1)
            return candidates;

        if (candidates.Where(unit => unit.Type.Key == type).ToList() is { Count: > 0 } exact)
            return exact;

        return candidates.Where(unit => unit.Provides.Contains(type)).ToList() is [var direct] ? [direct] : candidates;
    }

    private static IReadOnlyList<UnitShape> OfInstance(IReadOnlyList<UnitShape> candidates, string? asked, string? own)
    {
        if (asked is not null)
            return [.. candidates.Where(unit => unit.Instance == asked)];

        return own is not null && candidates.Count > 1 && candidates.Where(unit => unit.Instance == own).ToList() is [var same] ? [same] : candidates;
    }

    private Resolution Resolve(UnitShape user, DependencyModel dependency)
    {
        switch (dependency.Kind)
        {
            case DependencyKind.SimpleInput:
                return InputFor(user, dependency);
            case DependencyKind.Unknown:
                return new Resolution.Unknown();
            case DependencyKind.List:
            case DependencyKind.OpenList:
            case DependencyKind.Extensions:
            case DependencyKind.ExtensionArray:
                return dependency.Kind == DependencyKind.OpenList && _catalog.Providers(dependency).Count == 0
                    ? InputFor(user, dependency)
                    : ListOf(user, dependency);
            case DependencyKind.Open:
                if (_catalog.Providers(dependency).Count == 0)
                {
                    return dependency.Hook is null ? InputFor(user, dependency)
                        : dependency.IsOptional ? new Resolution.Absent()
                        : new Resolution.Unprovided();
                }

                return Choose(user, dependency.Wanted, dependency.Accepted, dependency.Instance, unit => _members.ContainsKey(unit.Key)) switch
                {
                    [var only] => new Resolution.Unit(only.Key),
                    [] when dependency.IsOptional => new Resolution.Absent(),
                    [] when Providers(dependency).Count == 0 => new Resolution.LeftOut(KeysOf(_catalog.Providers(dependency), user)),
                    // An instance that the worker does not have, which a check reports.
                    [] when dependency.Instance is not null => new Resolution.Unknown(),
                    // Required, and not there because closing the composition already met the ambiguity.
                    [] => new Resolution.Ambiguous(KeysOf(Providers(dependency), user)),
                    var several => new Resolution.Ambiguous(KeysOf(several, user)),
                };
            default:
                return new Resolution.Service();
        }
    }

    private Resolution.All ListOf(UnitShape user, DependencyModel dependency)
    {
        var isLive = dependency is { ListElement: not null, Instance: null }
            && user.IsUnit
            && AttachableUnits.Of(dependency, _catalog, _members.ContainsKey).Any();
        var keys = Providers(dependency)
            .Where(unit => _members.ContainsKey(unit.Key) && !IsItself(unit))
            .Where(unit => dependency.Instance is null || unit.Instance == dependency.Instance)
            .OrderByDescending(unit => unit.Extension?.Priority ?? 0)
            .ThenBy(unit => unit.Position)
            .ThenBy(unit => unit.Id, StringComparer.Ordinal)
            .Select(unit => unit.Key);
        return new(keys.ToEquatableArray())
        {
            IsLive = isLive,
            Excludes = (isLive || dependency.Kind == DependencyKind.Extensions) && _catalog.Providers(dependency).Any(IsItself),
        };

        // A composite gets the others of its contract; a list of the own class is a mistake.
        bool IsItself(UnitShape unit) => unit.Key == user.Key && dependency.Wanted != user.Type.Key;
    }

    /// <summary>An instance has inputs of its own, except those that the worker names.</summary>
    private Resolution.Input InputFor(UnitShape user, DependencyModel dependency)
    {
        var choice = _worker.Inputs.FirstOrDefault(choice => choice.Unit.Key == user.Type.Key && choice.Parameter == dependency.Name);
        return choice is null && user.Instance is { } instance
            ? new(MemberNames.Prefixed(instance, dependency.Name)) { Instance = instance }
            : new(choice?.InputName);
    }

    /// <summary>What a unit could get; a decorator is no alternative to itself.</summary>
    private static EquatableArray<string> KeysOf(IReadOnlyList<UnitShape> providers, UnitShape user) =>
        providers.Where(unit => providers.Count == 1 || unit.Key != user.Key).Select(unit => unit.Key).ToEquatableArray();

    private IEnumerable<Edge> EdgesOf(GraphNode node)
    {
        var unit = node.Unit;
        if (_catalog.ProviderOf(unit) is { } provider)
            yield return new(unit.Key, provider.Key, $"[Provides] {unit.Name}", SubjectKey.OfType(unit.Key)) { IsNeed = true };
        for (var i = 0; i < unit.Dependencies.Count; i++)
        {
            var subject = SubjectKey.OfParameter(unit.Key, i);
            var label = unit.Dependencies[i].Label;
            switch (node.Resolutions[i])
            {
                case Resolution.Unit when !unit.Dependencies[i].IsOrdered:
                    break;
                case Resolution.Unit one:
                    yield return new(unit.Key, one.Key, label, subject) { IsNeed = !unit.Dependencies[i].IsOptional };
                    break;
                case Resolution.All all:
                    foreach (var key in all.Keys)
                        yield return new(unit.Key, key, label, subject);
                    break;
                case Resolution.Ambiguous ambiguous:
                    _ambiguities.Add(new(unit.Key, new(unit.Dependencies[i].Wanted), ambiguous.Keys, label, subject));
                    break;
            }
        }

        foreach (var ordering in unit.Orderings)
        {
            switch (TargetsOf(unit, ordering))
            {
                // Of a class that the worker has several times, all.
                case { Count: > 0 } ordered when ordered.All(other => other.Type.Key == ordered[0].Type.Key):
                    foreach (var other in ordered)
                    {
                        yield return ordering.IsBefore
                            ? new(other.Key, unit.Key, ordering.Label, ordering.Subject)
                            : new(unit.Key, other.Key, ordering.Label, ordering.Subject) { IsNeed = true };
                    }

                    break;
                case { Count: > 1 } several:
                    _ambiguities.Add(new(unit.Key, ordering.Target, several.Select(other => other.Key).ToEquatableArray(), ordering.Label, ordering.Subject));
                    break;
                case [] when !ordering.IsBefore && _choices.Without(_catalog.Providers(ordering)) is { Count: > 1 } providers:
                    // Required, and not there because closing the composition met the ambiguity first.
                    _ambiguities.Add(new(unit.Key, ordering.Target, providers.Select(other => other.Key).ToEquatableArray(), ordering.Label, ordering.Subject));
                    break;
            }
        }
    }

    /// <summary>An ordering on a unit that is replaced is one on its replacement, of whatever type that is.</summary>
    private IReadOnlyList<UnitShape> TargetsOf(UnitShape unit, OrderingModel ordering) =>
        _choices.ReplacementOf(ordering.Target.Key) is { } replacement && _members.ContainsKey(replacement.Key)
            ? [replacement]
            : Choose(unit, ordering.Target.Key, ordering.Accepted, instance: null, other => _members.ContainsKey(other.Key));
}
