using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// Starts and stops a standby unit with the units that need it. A class of its own, so that native programs without such units do not contain it.
/// </summary>
internal sealed class StandbyCommands(UnitTable units, OperationRunner runner)
{
    private readonly EngineScope _scope = units.Scope;

    /// <summary>Whether the operation under way gave up a hook or task, which may still run, or an earlier one a hook that does.</summary>
    public bool HasAbandoned
    {
        get
        {
            lock (_scope.Gate)
                return units.Movement.HasAbandoned || units.Abandoned is { IsEmpty: false };
        }
    }

    public Task StartAsync(int slot, double shutdownSeconds, CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, $"start {units.Plan.IdOf(slot)}");
        return runner.PerformNextAsync(
            () => units.WorkerState != UnitState.Started
                ? throw new OperationCanceledException($"{units.Worker} is not up any more: {units.Plan.IdOf(slot)} was not started.")
                : units.IsUp(slot) ? null
                : new Operation(OperationKind.StartUnits)
                {
                    Slot = slot,
                    WithStandby = true,
                    ShutdownSeconds = shutdownSeconds,
                    CallerToken = cancellationToken,
                },
            needsLife: true,
            cancellationToken);
    }

    public Task StopAsync(int slot, double shutdownSeconds, CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, $"stop {units.Plan.IdOf(slot)}");
        return runner.PerformNextAsync(
            () => units.IsConstructed && units.IsUp(slot)
                ? new Operation(OperationKind.StopUnits) { Slot = slot, ShutdownSeconds = shutdownSeconds }
                : null,
            needsLife: false,
            cancellationToken);
    }

    /// <summary>The ids of the unit, and of those that need it, that are not down.</summary>
    public List<string> FindUp(int slot)
    {
        var up = new List<string>();
        lock (_scope.Gate)
        {
            var belongs = new bool[units.Slots.Length];
            belongs[slot] = true;
            for (var other = slot; other < units.Slots.Length; other++)
            {
                foreach (var dependency in units.Plan.DependenciesOf(other))
                    belongs[other] |= belongs[dependency] && units.Plan.Needs(other, dependency);

                if (belongs[other] && units.Slots[other].State is UnitState.Starting or UnitState.Started or UnitState.Stopping)
                    up.Add(units.Plan.IdOf(other));
            }
        }

        return up;
    }
}
