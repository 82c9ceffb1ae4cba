using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// Starts and stops a standby unit with the units that need it. A class of its own, so that native programs without such units do not contain it.
/// </summary>
internal sealed class StandbyCommands(UnitTable units, OperationRunner runner)
{
    private readonly EngineScope _scope = units.Scope;
    private readonly OperationQueue _queue = runner.Queue;

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
        return StartNextAsync(slot, shutdownSeconds, cancellationToken);
    }

    public Task StopAsync(int slot, double shutdownSeconds, CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, $"stop {units.Plan.IdOf(slot)}");
        return StopNextAsync(slot, shutdownSeconds, cancellationToken);
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

    private async Task StartNextAsync(int slot, double shutdownSeconds, CancellationToken cancellationToken)
    {
        Operation? mine = null;
        while (mine is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task? pending = null;
            lock (_scope.Gate)
            {
                ObjectDisposedException.ThrowIf(_queue.IsDisposed, _scope.Worker);
                if (_queue.Current is { } current)
                    pending = current.WhenOverLocked();
                else if (units.WorkerState != UnitState.Started)
                    throw new OperationCanceledException($"{units.Worker} is not up any more: {units.Plan.IdOf(slot)} was not started.");
                else if (units.IsUp(slot))
                    return;
                else
                    mine = _queue.BeginLocked(new Operation(OperationKind.StartUnits)
                    {
                        Slot = slot,
                        WithStandby = true,
                        ShutdownSeconds = shutdownSeconds,
                        CallerToken = cancellationToken,
                    });
            }

            if (pending is not null)
                await pending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await runner.PerformAsync(mine).ConfigureAwait(false);
    }

    private async Task StopNextAsync(int slot, double shutdownSeconds, CancellationToken cancellationToken)
    {
        Operation? mine = null;
        while (mine is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task? pending = null;
            lock (_scope.Gate)
            {
                if (_queue.Current is { } current)
                    pending = current.WhenOverLocked();
                else if (!units.IsConstructed || !units.IsUp(slot))
                    return;
                else
                    mine = _queue.BeginLocked(new Operation(OperationKind.StopUnits) { Slot = slot, ShutdownSeconds = shutdownSeconds });
            }

            if (pending is not null)
                await pending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await runner.PerformAsync(mine).ConfigureAwait(false);
    }
}
