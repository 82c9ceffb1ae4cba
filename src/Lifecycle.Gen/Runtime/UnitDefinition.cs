using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;

namespace Lifecycle.Runtime;

/// <summary>The attributes of a unit and its hooks, as data.</summary>
/// <param name="id">The id of the unit: <see cref="UnitAttribute.Id"/>, or the full name of its class.</param>
/// <param name="hooks">The unit's hooks with those of its base classes, by phase and in the order in which they run.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnitDefinition(string id, params HookDefinition[] hooks)
{
    /// <summary>The id of the unit.</summary>
    public string Id { get; } = id;

    /// <summary>All hooks, by phase and in the order in which they run.</summary>
    public IReadOnlyList<HookDefinition> Hooks { get; } = hooks;

    /// <summary>The same; as an array, because a call of an interface of one would bring those of all arrays into every native program.</summary>
    internal HookDefinition[] HookTable => hooks;

    /// <summary>See <see cref="ExtensionAttribute.Priority"/>. Used for attached units only; for others the worker's generated code has it.</summary>
    public int Priority { get; init; }

    /// <summary>See <see cref="UnitAttribute.Version"/>.</summary>
    public string? Version { get; init; }

    /// <summary>See <see cref="UnitAttribute.DisplayName"/>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>See <see cref="UnitAttribute.Author"/>.</summary>
    public string? Author { get; init; }

    /// <summary>See <see cref="UnitAttribute.Description"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The description of a unit: the result of its <see cref="IUnit.Define"/>, or else its reply to <see cref="Hook.Describe"/>.</summary>
    internal static UnitDefinition Of(IUnit unit) =>
        unit.Define()
            ?? (unit.InvokeAsync(Hook.Describe, default) as Task<UnitDefinition>)?.GetAwaiter().GetResult()
            ?? new UnitDefinition("");

    /// <summary>Hooks without options, from their counts and names.</summary>
    internal static UnitDefinition Read(ulong counts, string id, string names)
    {
        // A list, because a slice of an array would bring the runtime's type loader into every native program.
        var hooks = new List<HookDefinition>();
        var at = 0;
        for (var phase = Phase.OnInit; phase < Phase.Disposal; phase++)
        {
            for (var step = 0; step < Phase.CountIn(counts, phase) && at <= names.Length; step++)
            {
                var end = names.IndexOf(' ', at);
                var name = names.Substring(at, (end < 0 ? names.Length : end) - at);
                hooks.Add(new HookDefinition((phase << Hook.PhaseShift) + step, name));
                at += name.Length + 1;
            }
        }

        return new UnitDefinition(id, hooks.ToArray());
    }

    internal HookDefinition? Find(int hook)
    {
        foreach (var definition in hooks)
        {
            if (definition.Hook == hook)
                return definition;
        }

        return null;
    }
}
