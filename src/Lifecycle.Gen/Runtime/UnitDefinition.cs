using System.ComponentModel;

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
