using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>
/// Makes the instances of the units. Constructors and conditions are code of the program, which may block for good: then the construction is abandoned when
/// the time of its operation is over, and another thread goes on with what exists.
/// </summary>
internal static class Construction
{
    /// <summary>Makes the instances. A failed construction is found by the first slot that is empty and should not be.</summary>
    /// <param name="units">The units to make.</param>
    /// <param name="caller">The current thread, where it is that of a caller.</param>
    /// <param name="failure">What failed.</param>
    /// <returns>Whether the operation is still this thread's; otherwise the construction was abandoned meanwhile.</returns>
    public static bool TryRun(UnitTable units, CallerThread? caller, out LifecycleException? failure)
    {
        units.Scope.AssertUnlocked();
        var thread = Environment.CurrentManagedThreadId;
        units.ConstructingThread = thread;
        Exception? error = null;
        caller?.Enter(CallerThread.Construction);
        try
        {
            units.Scope.Worker.ConstructUnits(units.Units);
        }
        catch (Exception e)
        {
            error = e;
        }

        caller?.Leave();
        var missing = units.FirstMissing();
        failure = units.ConstructingThread == thread ? FailureOf(units, error, ref missing) : null;
        lock (units.Scope.Gate)
        {
            if (units.ConstructingThread == thread)
            {
                units.MarkConstructedLocked();
                if (failure is not null && missing >= 0)
                    units.MarkFailedLocked(missing, failure);

                return true;
            }
        }

        units.Reports?.AbandonedConstructionEnded(error);
        return false;
    }

    /// <summary>Nothing waits any more for the construction under way, and what it still makes belongs to no operation.</summary>
    public static void AbandonLocked(UnitTable units, LifecycleException error)
    {
        var missing = units.FirstMissing();
        units.Units = (IUnit[])units.Units.Clone();
        units.MarkConstructedLocked();
        if (missing >= 0)
            units.MarkFailedLocked(missing, error);
    }

    /// <summary>What an abandoned construction asks of the worker comes to nothing.</summary>
    public static void ThrowIfAbandoned(UnitTable units)
    {
        if (units.ConstructingThread != Environment.CurrentManagedThreadId)
            throw new OperationCanceledException($"The construction of the units of {units.Worker} was abandoned: it took too long.");
    }

    private static UnitStartException? FailureOf(UnitTable units, Exception? error, ref int missing)
    {
        if (error is ConditionFailure condition)
        {
            missing = condition.Slot;
            return Failures.OfCondition(units.Worker, units.Plan.IdOf(missing), units.Plan.ConditionOf(missing), condition.InnerException!);
        }

        return missing >= 0
            ? Failures.WhileConstructing(units.Worker, units.Plan.IdOf(missing), error ?? new InvalidOperationException("The worker left it out."))
            : error is null ? null : Failures.WhileConstructing(units.Worker, unit: null, error);
    }
}
