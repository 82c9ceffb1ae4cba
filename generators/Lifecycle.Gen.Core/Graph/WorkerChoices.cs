using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>
/// What a worker's attributes decide about its units: which stand in for others, which are left out, and which one is chosen for whom. All of it is about
/// classes, so that it holds for each of several instances of one.
/// </summary>
public sealed class WorkerChoices
{
    private readonly UnitCatalog _catalog;

    // By the class of the consumer and the contract.
    private readonly Dictionary<(string Consumer, string Contract), UnitShape> _boundFor = [];
    private readonly Dictionary<(string? Consumer, string Contract), string> _instances = [];
    private readonly Dictionary<string, UnitShape> _bound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<UnitShape>> _decorators = new(StringComparer.Ordinal);

    // Units that are left out, with what the worker has instead.
    private readonly Dictionary<string, UnitShape?> _replaced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mixins = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    internal WorkerChoices(WorkerModel worker, UnitCatalog catalog)
    {
        _catalog = catalog;
        // A second mention of the same thing is reported by a check; the first one counts.
        foreach (var replacement in worker.Replacements)
        {
            if (replacement.By != replacement.Unit && catalog.Exactly(replacement.Unit.Key) is { } unit && !_replaced.ContainsKey(unit.Type.Key))
                _replaced.Add(unit.Type.Key, replacement.By is { } by ? catalog.Exactly(by.Key) : null);
        }

        foreach (var binding in worker.Bindings)
        {
            if (Present(binding.Unit) is { } bound)
                Bind(binding, bound);
        }

        foreach (var decoration in worker.Decorations)
        {
            if (Present(decoration.Unit) is { } decorator)
                Decorate(decoration.Contract.Key, decorator);
        }

        _mixins.UnionWith(worker.Mixins.Select(mixin => Present(mixin.Unit)?.Type.Key).OfType<string>());
        _named.UnionWith(_mixins);
        _named.UnionWith(_replaced.Values.Select(unit => unit?.Type.Key).OfType<string>().Where(key => !_replaced.ContainsKey(key)));
    }

    /// <summary>Whether a unit is mixed in.</summary>
    public bool IsMixin(UnitShape unit) => _mixins.Contains(unit.Type.Key);

    /// <summary>Whether the worker names a unit as one that it has.</summary>
    public bool IsNamed(UnitShape unit) => _named.Contains(unit.Type.Key);

    /// <summary>Whether the worker has another unit instead, or does without.</summary>
    public bool IsLeftOut(UnitShape unit) => _replaced.Count > 0
        && (unit.Maker is null ? _replaced.ContainsKey(unit.Type.Key) : _catalog.ProviderOf(unit) is { } provider && IsLeftOut(provider));

    /// <summary>The units of these that the worker may have.</summary>
    public IReadOnlyList<UnitShape> Without(IReadOnlyList<UnitShape> units) =>
        _replaced.Count == 0 || !units.Any(IsLeftOut) ? units : [.. units.Where(unit => !IsLeftOut(unit))];

    /// <summary>The unit that the worker has where it would have this one: itself, its replacement, or none.</summary>
    public UnitShape? InPlaceOf(UnitShape unit) => !IsLeftOut(unit) ? unit : unit.Maker is null ? _replaced[unit.Type.Key] : null;

    /// <summary>Whether a unit stands in for one that is a type.</summary>
    public bool StandsInFor(string type, UnitShape unit) =>
        _replaced.Count > 0 && _catalog.Providers(type).Any(provider => IsLeftOut(provider) && InPlaceOf(provider)?.Type == unit.Type);

    /// <summary>The replacement of the unit of exactly this class.</summary>
    public UnitShape? ReplacementOf(string type) => _replaced.TryGetValue(type, out var replacement) ? replacement : null;

    /// <summary>The class that all get for a contract: the outermost decorator, else what is bound; <see langword="null"/> without either.</summary>
    public string? ForAll(string contract) =>
        _decorators.TryGetValue(contract, out var decorators) ? decorators[decorators.Count - 1].Type.Key
        : _bound.TryGetValue(contract, out var bound) ? bound.Type.Key
        : null;

    /// <summary>The unit that one consumer gets for a contract; <see langword="null"/> where that is to be found.</summary>
    public UnitShape? For(UnitShape user, string contract)
    {
        if (_boundFor.TryGetValue((user.Type.Key, contract), out var own) && own.Type != user.Type)
            return own;

        var decorators = _decorators.TryGetValue(contract, out var found) ? found : [];
        var place = PlaceOf(user, decorators);
        if (place > 0)
            return decorators[place - 1];
        if (place < 0 && decorators.Count > 0)
            return decorators[decorators.Count - 1];

        return _bound.TryGetValue(contract, out var bound) && bound.Type != user.Type && (place < 0 || PlaceOf(bound, decorators) < 0) ? bound : null;
    }

    /// <summary>The instance that one consumer gets of the unit for a contract; <see langword="null"/> where no binding says.</summary>
    public string? InstanceFor(UnitShape user, string contract) =>
        _instances.TryGetValue((_boundFor.ContainsKey((user.Type.Key, contract)) ? user.Type.Key : null, contract), out var name) ? name : null;

    /// <summary>Whether a unit is no candidate for a consumer, because it wraps that one, directly or through others.</summary>
    public bool Wraps(UnitShape unit, UnitShape user, string contract) =>
        _decorators.TryGetValue(contract, out var decorators) && PlaceOf(user, decorators) >= 0 && PlaceOf(unit, decorators) >= 0;

    private static int PlaceOf(UnitShape unit, List<UnitShape> decorators) => decorators.FindIndex(decorator => decorator.Type == unit.Type);

    /// <summary>The unit of a class, or what the worker has in its place.</summary>
    private UnitShape? Present(TypeRef type) => _catalog.Exactly(type.Key) is { } unit ? InPlaceOf(unit) : null;

    private void Bind(BindingModel binding, UnitShape unit)
    {
        _named.Add(unit.Type.Key);
        if (binding.Instance is { } instance && !_instances.ContainsKey((binding.For?.Key, binding.Contract.Key)))
            _instances.Add((binding.For?.Key, binding.Contract.Key), instance);
        if (binding.For is { } consumer)
        {
            if (!_boundFor.ContainsKey((consumer.Key, binding.Contract.Key)))
                _boundFor.Add((consumer.Key, binding.Contract.Key), unit);
        }
        else if (!_bound.ContainsKey(binding.Contract.Key))
        {
            _bound.Add(binding.Contract.Key, unit);
        }
    }

    private void Decorate(string contract, UnitShape unit)
    {
        _named.Add(unit.Type.Key);
        if (!_decorators.TryGetValue(contract, out var decorators))
            _decorators.Add(contract, decorators = []);
        if (PlaceOf(unit, decorators) < 0)
            decorators.Add(unit);
    }
}
