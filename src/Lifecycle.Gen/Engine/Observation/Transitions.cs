using System.Diagnostics;

namespace Lifecycle.Engine.Observation;

/// <summary>
/// The edges along which states move. Checked in debug builds, and so in tests, where there is an observer: without one, a unit that has nothing to do goes
/// from down to up in one step.
/// </summary>
internal static class Transitions
{
    public static bool IsAllowed(UnitState from, UnitState to) => to switch
    {
        UnitState.Created => from is UnitState.Disabled,
        UnitState.Starting => from is UnitState.Created or UnitState.Stopped or UnitState.Failed,
        UnitState.Started => from is UnitState.Starting,
        UnitState.Stopping => from is UnitState.Started,
        UnitState.Stopped => from is UnitState.Stopping or UnitState.Starting,
        UnitState.Failed => from is not UnitState.Disabled,
        _ => from is not (UnitState.Starting or UnitState.Started or UnitState.Stopping),
    };

    /// <summary>The worker as a whole also comes back up in a reload, and stops what was started one by one before it was ever up.</summary>
    public static bool IsAllowedForWorker(UnitState from, UnitState to) => to switch
    {
        UnitState.Starting => from is not UnitState.Started,
        UnitState.Stopping => true,
        UnitState.Stopped => from is UnitState.Created or UnitState.Stopping,
        UnitState.Failed => from is UnitState.Stopping,
        _ => IsAllowed(from, to),
    };

    [Conditional("DEBUG")]
    public static void Check(string? unit, UnitState from, UnitState to)
    {
        if (!(unit is null ? IsAllowedForWorker(from, to) : IsAllowed(from, to)))
            throw new InvalidOperationException($"{unit ?? "The worker"} cannot go from {from} to {to}.");
    }
}
