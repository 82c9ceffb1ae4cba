using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Lifecycle.Hosting;

/// <summary>
/// Which disposals of units are those of their workers. The container disposes whatever its factories return, as often as it has returned it; so a unit that
/// was given to one is disposed when its worker says so, once, and any other call does nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UnitDisposal
{
    private const int Held = 0;
    private const int Released = 1;
    private const int Disposed = 2;

    private static readonly ConditionalWeakTable<object, StrongBox<int>> s_held = [];

    /// <summary>Whether a call of <c>Dispose</c> or <c>DisposeAsync</c> has an effect. Only generated code calls it.</summary>
    /// <param name="unit">The unit.</param>
    public static bool MayDispose(object unit) =>
        !s_held.TryGetValue(unit, out var state) || Interlocked.CompareExchange(ref state.Value, Disposed, Released) == Released;

    /// <summary>A container gets the unit.</summary>
    internal static void Hold(object unit) => s_held.TryAdd(unit, new StrongBox<int>(Held));

    /// <summary>The worker disposes the unit next.</summary>
    internal static void Release(object unit)
    {
        if (s_held.TryGetValue(unit, out var state))
            Interlocked.CompareExchange(ref state.Value, Released, Held);
    }
}
