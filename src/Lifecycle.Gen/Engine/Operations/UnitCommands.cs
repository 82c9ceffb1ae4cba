using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Operations;

/// <summary>What callers ask of single units, and of custom phases on request. A call waits for the operation under way.</summary>
internal sealed class UnitCommands(UnitTable units, OperationRunner runner)
{
    private readonly EngineScope _scope = units.Scope;
    private readonly OperationQueue _queue = runner.Queue;

    public Task StartAsync(Type type, CancellationToken cancellationToken) => StartAsync(type, instance: null, cancellationToken);

    public Task StartAsync(Type type, string? instance, CancellationToken cancellationToken) =>
        MoveAsync(new UnitReference(type, instance), OperationKind.StartUnits, cancellationToken);

    public Task StopAsync(Type type, CancellationToken cancellationToken) => StopAsync(type, instance: null, cancellationToken);

    public Task StopAsync(Type type, string? instance, CancellationToken cancellationToken) =>
        MoveAsync(new UnitReference(type, instance), OperationKind.StopUnits, cancellationToken);

    /// <summary>Starts or stops a unit.</summary>
    public Task MoveAsync(UnitReference unit, OperationKind kind, CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, $"start or stop {unit}");
        return MoveNextAsync(unit, kind, cancellationToken);
    }

    /// <summary>
    /// Makes the units of a worker that was never started. Does nothing where they exist, and where an operation is under way: it may be making them, and
    /// this may be the constructor of one.
    /// </summary>
    public Task ConstructAsync()
    {
        Operation mine;
        lock (_scope.Gate)
        {
            if (units.IsConstructed || units.WorkerState != UnitState.Created || _queue.Current is not null || _queue.IsDisposed)
                return Task.CompletedTask;

            mine = _queue.BeginLocked(new Operation(OperationKind.StartUnits) { OnlyConstructs = true });
        }

        return runner.PerformAsync(mine);
    }

    public Task RunPhaseAsync(string phase, CancellationToken cancellationToken)
    {
        OwnWait.ThrowInOperation(units, $"run {Phase.NameOf(Phase.NumberOf(phase))}");
        return runner.PerformNextAsync(
            () => units.WorkerState == UnitState.Started
                ? new Operation(OperationKind.RunPhase) { PhaseId = phase, CallerToken = cancellationToken }
                : throw new UnitStateException(
                    $"{units.Worker} cannot run {Phase.NameOf(Phase.NumberOf(phase))}: it is not up ({units.WorkerState}).", units.Worker),
            needsLife: true,
            cancellationToken);
    }

    public Task AttachAsync(IUnit unit, CancellationToken cancellationToken) => AttachAsync(unit, name: null, cancellationToken);

    public Task AttachAsync(IUnit unit, string? name, CancellationToken cancellationToken)
    {
        if (unit is LifecycleWorker)
            throw new ArgumentException("A worker cannot be attached to another; run it beside it, or attach its units.", nameof(unit));

        OwnWait.ThrowInOperation(units, $"start or stop {unit.GetType()}");
        return AttachNextAsync(unit, name, cancellationToken);
    }

    public Task DetachAsync(IUnit unit, CancellationToken cancellationToken, double? shutdownSeconds = null)
    {
        OwnWait.ThrowInOperation(units, $"start or stop {unit.GetType()}");
        return runner.PerformNextAsync(
            () => new Operation(OperationKind.StopUnits) { Slot = AttachedSlotOf(unit), Detaches = true, ShutdownSeconds = shutdownSeconds },
            needsLife: false,
            cancellationToken);
    }

    private async Task AttachNextAsync(IUnit unit, string? name, CancellationToken cancellationToken)
    {
        Operation? mine = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task pending;
            lock (_scope.Gate)
            {
                ObjectDisposedException.ThrowIf(_queue.IsDisposed, _scope.Worker);
                if (_queue.Current is not { } current)
                {
                    var slot = AddLocked(unit, name);
                    if (units.WorkerState == UnitState.Started)
                        mine = _queue.BeginLocked(
                            new Operation(OperationKind.StartUnits) { Slot = slot, Attaches = true, Wanted = unit.GetType(), CallerToken = cancellationToken });

                    break;
                }

                if (units.Movement.StopRequested || current.Kind is OperationKind.Stop or OperationKind.End)
                    throw new UnitStateException(
                        $"{unit.GetType()} cannot be attached: {units.Worker} is stopping. Attach it when the worker is up or down.", units.Worker);

                pending = current.WhenOverLocked();
            }

            await pending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (mine is not null)
            await runner.PerformAsync(mine).ConfigureAwait(false);
    }

    private async Task MoveNextAsync(UnitReference unit, OperationKind kind, CancellationToken cancellationToken)
    {
        int? stopRequests = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Operation? mine = null;
            Operation? other;
            Task? pending = null;
            lock (_scope.Gate)
            {
                other = _queue.Current;
                if (kind == OperationKind.StartUnits)
                {
                    ObjectDisposedException.ThrowIf(_queue.IsDisposed, _scope.Worker);
                    if ((stopRequests ??= _queue.StopRequests) != _queue.StopRequests)
                        throw new OperationCanceledException($"{units.Worker} was told to stop before {unit} could be started.");
                }

                if (other is not null)
                    pending = other.WhenOverLocked();
                else if (!NeedsMoveLocked(unit, kind, out var slot))
                    return;
                else
                    mine = _queue.BeginLocked(new Operation(kind)
                    {
                        Wanted = unit.Type,
                        Instance = unit.Instance,
                        Slot = slot,
                        CallerToken = kind == OperationKind.StartUnits ? cancellationToken : default,
                    });
            }

            if (mine is not null)
            {
                await runner.PerformAsync(mine).ConfigureAwait(false);
                return;
            }

            await pending!.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (kind == OperationKind.StartUnits
                && other is { Kind: OperationKind.StartUnits, Error: LifecycleException { Unit: not null } error } && NeedsUnit(unit, error.Unit))
                throw error; // Asked for meanwhile: the attempt was this caller's, too.
        }
    }

    private bool NeedsUnit(UnitReference unit, string needed)
    {
        lock (_scope.Gate)
            return units.IsConstructed && unit.FindLocked(units, out var slot) is null && UnitSelection.NeedsLocked(units, slot, needed);
    }

    /// <summary>Finds the unit, if the units exist yet. False: it is where it is wanted.</summary>
    private bool NeedsMoveLocked(UnitReference unit, OperationKind kind, out int slot)
    {
        slot = -1;
        if (!units.IsConstructed && unit.Id is null)
            return kind == OperationKind.StartUnits;

        if (unit.FindLocked(units, out slot) is { } error)
            throw error;

        return units.IsUp(slot) != (kind == OperationKind.StartUnits);
    }

    private int AddLocked(IUnit unit, string? name)
    {
        var slot = (units.Attached ??= new AttachedUnits(units)).AddLocked(unit, name);
        runner.Driver.Pass.RenewGenerationLocked(slot);
        runner.Cycle.OnUnitsChanged();
        return slot;
    }

    private int AttachedSlotOf(IUnit unit)
    {
        var slot = AttachedUnits.SlotOf(units, unit);
        if (slot >= units.PlannedCount)
            return slot;

        throw new UnitStateException(
            slot < 0 ? $"{unit.GetType()} cannot be detached: it is not attached to {units.Worker}."
                : $"{unit.GetType()} cannot be detached: it is a part of {units.Worker} by its plan; stop it with StopUnitAsync.",
            units.Worker);
    }
}
