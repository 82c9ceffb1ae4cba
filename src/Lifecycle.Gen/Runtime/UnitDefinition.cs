using System.ComponentModel;
using Lifecycle.Engine;

namespace Lifecycle.Runtime;

/// <summary>What a unit's attributes say, as data.</summary>
/// <param name="id">The id of the unit: the full name of its class unless <see cref="UnitAttribute.Id"/> says another.</param>
/// <param name="hooks">The unit's hooks with those of its base classes, by phase and in the order in which they run.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnitDefinition(string id, params HookDefinition[] hooks)
{
    /// <summary>The id of the unit.</summary>
    public string Id { get; } = id;

    /// <summary>All hooks, by phase and in the order in which they run.</summary>
    public IReadOnlyList<HookDefinition> Hooks { get; } = hooks;

    /// <summary>See <see cref="ExtensionAttribute.Priority"/>; matters for an attached unit only, as a worker's own plan says it.</summary>
    public int Priority { get; init; }

    /// <summary>The description of a unit, from its own if it makes one, or else from the line that it answers with.</summary>
    internal static UnitDefinition Of(IUnit unit)
        => unit.Define()
            ?? (unit.InvokeAsync(Hook.Describe, default) as Task<UnitDefinition>)?.GetAwaiter().GetResult()
            ?? new UnitDefinition("");

    /// <summary>Hooks without options, from their counts and names.</summary>
    internal static UnitDefinition Read(ulong counts, string id, string names)
    {
        string[] each = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var hooks = new HookDefinition[each.Length];
        int next = 0;
        for (int phase = Phase.OnInit; phase < Phase.Disposal; phase++)
        {
            for (int step = 0; step < Phase.CountIn(counts, phase) && next < each.Length; step++, next++)
                hooks[next] = new HookDefinition((phase << Hook.PhaseShift) + step, each[next]);
        }

        return new UnitDefinition(id, hooks[..next]);
    }

    internal HookDefinition? Find(int hook)
    {
        foreach (HookDefinition definition in hooks)
        {
            if (definition.Hook == hook)
                return definition;
        }

        return null;
    }
}
