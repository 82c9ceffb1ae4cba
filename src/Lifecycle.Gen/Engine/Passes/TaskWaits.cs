using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;

namespace Lifecycle.Engine.Passes;

/// <summary>Has the visit of a unit that goes down wait for the unit's tasks.</summary>
internal static class TaskWaits
{
    /// <summary>Cancels the tasks of the unit that end here and, while any still runs, has the visit wait for them.</summary>
    public static bool WaitsFor(PassDriver driver, ref Visit visit)
    {
        var tasks = driver.Tasks;
        if (visit.PhaseNumber == Phase.OnShutdown && tasks.DrainedOf(visit.Slot) is not null && tasks.BackgroundOf(visit.Slot) is { } other
            && !Cancels(driver, ref visit, other)) // Both at once; awaited one after the other.
        {
            return true;
        }

        while (tasks.EndedBefore(visit.PhaseNumber, visit.Slot) is { } group)
        {
            if (WaitsFor(driver, ref visit, group))
                return true;
        }

        return false;
    }

    /// <summary>Cancels the token of a group, whose callbacks may block. False: the visit was abandoned.</summary>
    private static bool Cancels(PassDriver driver, ref Visit visit, TaskGroup group)
    {
        var gate = driver.Units.Scope.Gate;
        lock (gate)
        {
            if (driver.Pass.IsAbandonedLocked(ref visit))
                return false;

            driver.Pass.Slots[visit.Slot].Flags |= PassFlags.CancelsTasks;
            driver.Deadlines.LimitTasksLocked(visit.Slot);
        }

        driver.Tasks.Cancel(group, visit.Caller, visit.Slot);
        lock (gate)
        {
            if (driver.Pass.IsAbandonedLocked(ref visit))
                return false;

            driver.Pass.Slots[visit.Slot].Flags &= ~PassFlags.CancelsTasks;
            return true;
        }
    }

    private static bool WaitsFor(PassDriver driver, ref Visit visit, TaskGroup group)
    {
        if (!Cancels(driver, ref visit, group))
            return true;

        lock (driver.Units.Scope.Gate)
        {
            if (driver.Pass.IsAbandonedLocked(ref visit))
                return true;

            if (!driver.Tasks.AwaitLocked(visit.Slot, group))
                return false;

            driver.Deadlines.LimitTasksLocked(visit.Slot);
        }

        visit.Result = VisitResult.Suspended;
        driver.OnDelay();
        return true;
    }
}
