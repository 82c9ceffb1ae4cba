using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// How the engine calls the hooks of a unit, which may be private. Implemented explicitly by generated code, never by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUnit
{
    /// <summary>
    /// Creates the description of a unit whose hooks have options. Called only where the description is needed; the caller keeps the result.
    /// Other units return <see langword="null"/> and describe themselves in their reply to <see cref="Hook.Describe"/>.
    /// </summary>
    UnitDefinition? Define() => null;

    /// <summary>
    /// Whether the unit depends on another: a parameter of its constructor or an attribute names its type. Asked of units attached at run time, once for each
    /// type of units and not for each unit.
    /// </summary>
    /// <param name="unit">A unit of the worker.</param>
    bool Needs(object unit) => false;

    /// <summary>Calls one hook, or for <see cref="Hook.Describe"/> returns how many there are.</summary>
    /// <remarks>
    /// One method that returns a plain task: at a thousand units, each further method and each wrapped task costs a cold start milliseconds.
    /// </remarks>
    /// <param name="hook">Its number: a constant of <see cref="Hook"/> plus the index of the hook in its phase.</param>
    /// <param name="call">The arguments that the hook may take.</param>
    /// <returns>The hook's task; <see langword="null"/> when there is nothing to wait for.</returns>
    Task? InvokeAsync(int hook, in HookCall call);
}
