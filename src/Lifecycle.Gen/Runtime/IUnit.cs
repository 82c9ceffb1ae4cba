using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// How the engine reaches the hooks of a unit, which may be private. Implemented explicitly by generated code, never by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUnit
{
    /// <summary>The number of hooks per phase, a sum of <see cref="HookCounts"/>.</summary>
    ulong Hooks { get; }

    /// <summary>Makes the description of the unit; asked for only where names or options are needed, and kept by the caller.</summary>
    UnitDefinition Define();

    /// <summary>Calls one hook.</summary>
    /// <param name="hook">Which one: a constant of <see cref="Hook"/> plus the place of the hook in its phase.</param>
    /// <param name="call">What the hook may take.</param>
    ValueTask InvokeAsync(int hook, in HookCall call);
}
