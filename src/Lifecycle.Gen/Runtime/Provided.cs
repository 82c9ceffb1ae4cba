using System.ComponentModel;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Runtime;

/// <summary>Called by generated code for values of members with <see cref="ProvidesAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Provided
{
    /// <summary>A value that was read or made now.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="slot">The slot of the value.</param>
    /// <param name="value">The value.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="InvalidOperationException">It is <see langword="null"/>.</exception>
    public static T Made<T>(LifecycleWorker worker, int slot, T? value)
        where T : class => value ?? throw new InvalidOperationException(
            $"{worker.CompiledPlan.IdOf(slot)} is null. If an [OnStartup] hook makes it, write [Provides(AtStartup = true)] and take it as Func<T>.");

    /// <summary>A value that another object owns, in its place of the plan.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="slot">The slot of the value.</param>
    /// <param name="value">The value.</param>
    public static IUnit Unowned(LifecycleWorker worker, int slot, object value) => new UnownedValue(worker.CompiledPlan, slot, value);

    /// <summary>A value that is read when it is asked for.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="slot">The slot of the value.</param>
    /// <param name="read">Reads it.</param>
    public static IUnit Read<T>(LifecycleWorker worker, int slot, Func<T?> read)
        where T : class => new ReadValue<T>(worker.CompiledPlan, slot, read);

    /// <summary>A value that is made in the start.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="slot">The slot of the value.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="isOwned">Whether the worker disposes it.</param>
    public static IUnit Start<T>(LifecycleWorker worker, int slot, Func<CancellationToken, Task<T>> make, bool isOwned)
        where T : class => new StartedValue<T>(worker.CompiledPlan, slot, make, isOwned);
}
