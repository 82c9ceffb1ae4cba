using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// How the engine reaches the hooks of a unit, which may be private. Implemented explicitly by generated code, never by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUnit
{
    /// <summary>
    /// Makes the description of a unit whose hooks have options; asked for only where it is needed, and kept by the caller.
    /// All other units say it in one line, as their answer to <see cref="Hook.Describe"/>: <see langword="null"/>.
    /// </summary>
    UnitDefinition? Define() => null;

    /// <summary>Whether the unit depends on another, by type: a parameter of its constructor or an attribute names it. Asked only where the unit is attached at run time.</summary>
    /// <param name="unit">A unit of the worker.</param>
    bool Needs(object unit) => false;

    /// <summary>Calls one hook, or for <see cref="Hook.Describe"/> tells how many there are.</summary>
    /// <remarks>
    /// One method that returns a plain task: at a thousand units, each further method and each wrapped task costs a cold start milliseconds.
    /// </remarks>
    /// <param name="hook">Which one: a constant of <see cref="Hook"/> plus the place of the hook in its phase.</param>
    /// <param name="call">What the hook may take.</param>
    /// <returns>The hook's task; <see langword="null"/> when there is nothing to wait for.</returns>
    Task? InvokeAsync(int hook, in HookCall call);
}
