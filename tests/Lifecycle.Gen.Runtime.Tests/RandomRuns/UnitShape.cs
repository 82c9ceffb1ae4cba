namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>What the class of a random unit is like: the same for all its instances.</summary>
internal sealed class UnitShape(string id, int number, IReadOnlyList<UnitShape> dependencies)
{
    private readonly Dictionary<int, HookDefinition> _hooks = [];
    private readonly Dictionary<int, CustomPlace> _custom = [];

    public string Id => Instance is null ? id : $"{id}[{Instance}]";

    /// <summary>The name of the instance that it is of a class of which there are several.</summary>
    public string? Instance { get; init; }

    /// <summary>How it is a value, and no unit.</summary>
    public ValueKind Value { get; init; }

    /// <summary>The unit that provides the value: one that it needs and that is never disabled; none for the value of a static method.</summary>
    public UnitShape? Provider => dependencies.LastOrDefault(dependency => dependency is { Value: ValueKind.None, IsConditional: false } && Needs(dependency));

    /// <summary>The same in every run of a seed, whatever is left out.</summary>
    public int Number => number;

    public IReadOnlyList<UnitShape> Dependencies => dependencies;

    public List<UnitShape> Dependents { get; } = [];

    /// <summary>The units that come after it without needing it: matters where it is not started with the worker.</summary>
    public HashSet<UnitShape> WithoutNeed { get; } = [];

    public bool IsOnRequest { get; init; }

    /// <summary>It waits for something outside of the worker.</summary>
    public bool IsStandby { get; init; }

    /// <summary>It is a standby unit or needs one, directly or through others: the worker's start leaves it down.</summary>
    public bool IsLeftDown { get; set; }

    /// <summary>It is attached at run time.</summary>
    public bool IsAttached { get; init; }

    /// <summary>It comes up with the standby units that it needs.</summary>
    public bool FollowsStandby => IsLeftDown && !IsOnRequest;

    public bool IsConditional { get; init; }

    public ulong Counts { get; private set; }

    /// <summary>The instance of now; none while it is disabled or before it is constructed.</summary>
    public RandomUnit? Current { get; set; }

    public UnitDefinition Definition => new(id, [.. _hooks.Values.OrderBy(hook => hook.Hook)]);

    public bool Needs(UnitShape dependency) => !dependency.WithoutNeed.Contains(this);

    public int Count(int phase) => (int)(Counts >> (phase >> 8 << 2)) & 15;

    /// <summary>The custom phases that it has hooks in.</summary>
    public IEnumerable<CustomPlace> Custom => _custom.Values;

    public int Count(CustomPlace place) => _hooks.Values.Count(hook => string.Equals(hook.Phase, place.Plan.Id, StringComparison.Ordinal));

    /// <summary>The custom phase of a hook of its own; none if that is of a built-in one.</summary>
    public CustomPlace? FindCustom(int hook) => hook < Hook.Custom ? null : _custom[hook >> 8];

    public string NameOf(int hook) => FindCustom(hook) is { } place ? place.Plan.Id : Kit.Names.Of(hook >> 8 << 8);

    public HookDefinition? Find(int hook) => _hooks.GetValueOrDefault(hook);

    public void Add(int phase, HookDefinition definition)
    {
        Counts += 1UL << (phase >> 8 << 2);
        Add(definition);
    }

    public void Add(CustomPlace place, HookDefinition definition)
    {
        _custom[definition.Hook >> 8] = place;
        Counts |= HookCounts.CustomPhases;
        Add(definition);
    }

    /// <summary>As plans show it; what it does not need has a question mark.</summary>
    public override string ToString() =>
        $"{Id}{(IsStandby ? " standby" : FollowsStandby ? " (standby)" : IsOnRequest ? " (on request)" : "")}{(IsConditional ? " if" : "")}"
        + $"{(Value == ValueKind.None ? "" : $" {Value}")} <- {string.Join(' ', dependencies.Select(other => other.Id + (Needs(other) ? "" : "?")))}";

    private void Add(HookDefinition definition)
    {
        _hooks.Add(definition.Hook, definition);
        if (definition.TimeoutSeconds > 0 || definition.Retries > 0 || definition.OnFailure != FailurePolicy.StopWorker
            || definition.OnCompletion != CompletionPolicy.Continue || definition.EndsInDrain)
            Counts |= HookCounts.SeeDefinition;
    }
}
