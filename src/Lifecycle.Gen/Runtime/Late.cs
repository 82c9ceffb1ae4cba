using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Lifecycle.Runtime;

/// <summary>Called by generated code for parameters of the types <c>Func&lt;T&gt;</c> and <c>Lazy&lt;T&gt;</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Late
{
    /// <summary>What <see cref="System.Lazy{T}"/> asks of its argument, although it is never used where the value comes from a delegate.</summary>
    private const DynamicallyAccessedMemberTypes Parameterless = DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;

    /// <summary>Gives the unit in a slot while it is up, and throws a <see cref="UnitStateException"/> otherwise.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="consumer">The slot of the unit that takes it.</param>
    /// <param name="slot">The slot of the unit.</param>
    public static Func<T> Func<T>(LifecycleWorker worker, int consumer, int slot)
        where T : class => () => worker.Engine.GetUp<T>(consumer, slot);

    /// <summary>The same, asked once; an access that throws is tried again at the next use.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="consumer">The slot of the unit that takes it.</param>
    /// <param name="slot">The slot of the unit.</param>
    public static Lazy<T> Lazy<[DynamicallyAccessedMembers(Parameterless)] T>(LifecycleWorker worker, int consumer, int slot)
        where T : class => new(Func<T>(worker, consumer, slot), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The same for a unit that may be disabled, which is nothing.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="consumer">The slot of the unit that takes it.</param>
    /// <param name="slot">The slot of the unit.</param>
    public static Func<T?> OptionalFunc<T>(LifecycleWorker worker, int consumer, int slot)
        where T : class => () => worker.Engine.IsEnabled(slot) ? worker.Engine.GetUp<T>(consumer, slot) : null;

    /// <summary>The same for a unit that may be disabled, asked once.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="consumer">The slot of the unit that takes it.</param>
    /// <param name="slot">The slot of the unit.</param>
    public static Lazy<T?> OptionalLazy<[DynamicallyAccessedMembers(Parameterless)] T>(LifecycleWorker worker, int consumer, int slot)
        where T : class => new(OptionalFunc<T>(worker, consumer, slot), LazyThreadSafetyMode.PublicationOnly);
}
