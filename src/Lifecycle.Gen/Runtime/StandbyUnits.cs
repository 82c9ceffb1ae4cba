using System.ComponentModel;
using Lifecycle.Engine;

namespace Lifecycle.Runtime;

/// <summary>
/// Starts and stops a unit with <see cref="UnitAttribute.Standby"/> and the units that need it, as one operation on single units. For packages that know when
/// such a unit may be up; what they know of the unit is its context.
/// </summary>
/// <remarks>A hook that is part of an operation gets a <see cref="UnitStateException"/>; <see cref="BackgroundAttribute"/> hooks may wait.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StandbyUnits
{
    private const double LeastSeconds = 0.001; // 0 would be no limit.

    /// <summary>
    /// Starts the unit, with what it needs, and then those that need it, except where they are standby units themselves or need another one that is down. A
    /// failure takes down what came up.
    /// </summary>
    /// <param name="unit">The context of the unit.</param>
    /// <param name="shutdownSeconds">The limit for the way down of a start that is cancelled or fails, grace included.</param>
    /// <param name="cancellationToken">Cancels the start, which is rolled back, or ends the wait for other operations.</param>
    /// <exception cref="OperationCanceledException">The start was cancelled, or the worker is not up any more.</exception>
    /// <exception cref="LifecycleException">A hook failed.</exception>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is no context of the engine.</exception>
    public static Task StartAsync(IWorkerContext unit, double shutdownSeconds, CancellationToken cancellationToken)
    {
        var (engine, slot) = PlaceOf(unit);
        return engine.Standby.StartAsync(slot, LimitOf(engine, shutdownSeconds), cancellationToken);
    }

    /// <summary>Stops the unit, after the units that need it.</summary>
    /// <param name="unit">The context of the unit.</param>
    /// <param name="seconds">The limit, grace included: what has not ended by then is abandoned, and named in the exception.</param>
    /// <param name="cancellationToken">Ends the wait for other operations; a stop that has begun continues.</param>
    /// <exception cref="LifecycleException">A hook failed or was late.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended by <paramref name="cancellationToken"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is no context of the engine.</exception>
    public static Task StopAsync(IWorkerContext unit, double seconds, CancellationToken cancellationToken)
    {
        var (engine, slot) = PlaceOf(unit);
        return engine.Standby.StopAsync(slot, LimitOf(engine, seconds), cancellationToken);
    }

    /// <summary>The ids of the unit, and of those that need it, that are not down.</summary>
    /// <param name="unit">The context of the unit.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is no context of the engine.</exception>
    public static IReadOnlyList<string> FindUp(IWorkerContext unit)
    {
        var (engine, slot) = PlaceOf(unit);
        return engine.Standby.FindUp(slot);
    }

    /// <summary>Attaches a unit under a name, as <see cref="LifecycleWorker.AttachAsync(IUnit, string, CancellationToken)"/> does.</summary>
    /// <param name="context">The context of a unit of the worker.</param>
    /// <param name="unit">The unit that is attached.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException"><paramref name="context"/> is no context of the engine.</exception>
    public static Task AttachAsync(IWorkerContext context, IUnit unit, string name, CancellationToken cancellationToken)
    {
        var (engine, _) = PlaceOf(context);
        return engine.UnitCommands.AttachAsync(unit, name, cancellationToken);
    }

    /// <summary>Detaches a unit within a time, as <see cref="LifecycleWorker.DetachAsync"/> does.</summary>
    /// <param name="context">The context of a unit of the worker.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="seconds">The limit, grace included.</param>
    /// <param name="cancellationToken">Ends the wait for other operations; a stop that has begun continues.</param>
    /// <exception cref="ArgumentException"><paramref name="context"/> is no context of the engine.</exception>
    /// <exception cref="LifecycleException">A hook failed or was late; the unit is detached nevertheless.</exception>
    public static Task DetachAsync(IWorkerContext context, IUnit unit, double seconds, CancellationToken cancellationToken)
    {
        var (engine, _) = PlaceOf(context);
        return engine.UnitCommands.DetachAsync(unit, cancellationToken, LimitOf(engine, seconds));
    }

    /// <summary>Whether the operation under way gave up a hook or task, which may still run, or an earlier one a hook that does.</summary>
    /// <param name="unit">The context of a unit.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is no context of the engine.</exception>
    public static bool HasAbandoned(IWorkerContext unit)
    {
        var (engine, _) = PlaceOf(unit);
        return engine.Standby.HasAbandoned;
    }

    private static double LimitOf(WorkerEngine engine, double seconds) => Math.Max(LeastSeconds, seconds - engine.Options.ShutdownGraceSeconds);

    private static (WorkerEngine Engine, int Slot) PlaceOf(IWorkerContext unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit is UnitContext context
            ? (context.Engine, context.Slot)
            : throw new ArgumentException($"{unit.GetType()} is not the context that a worker gives to its units.", nameof(unit));
    }
}
