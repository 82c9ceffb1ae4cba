namespace Lifecycle.Engine;

/// <content>Single units. An operation on some of them goes through the same passes as one on all: who is not selected is through at once.</content>
internal sealed partial class WorkerEngine
{
    /// <summary>Only the selected units take part in the operation. Never set as long as all units go up and down together.</summary>
    private bool _selective;

    /// <summary>Some units may be up while others are down.</summary>
    private bool _mixed;

    /// <summary>Units are up although the worker was not started.</summary>
    private bool _loose;

    /// <summary>How often somebody wanted the worker down; tells who waited for his turn meanwhile.</summary>
    private int _stopRequests;

    private List<int>? _restarts;

    private bool IsAnythingUp => _state == UnitState.Started || _loose;

    public Task StartUnitAsync(Type type, CancellationToken cancellationToken)
    {
        ThrowInsideHook($"start or stop {type}");
        return MoveUnitAsync(type, OperationKind.StartUnits, cancellationToken);
    }

    public Task StopUnitAsync(Type type, CancellationToken cancellationToken)
    {
        ThrowInsideHook($"start or stop {type}");
        return MoveUnitAsync(type, OperationKind.StopUnits, cancellationToken);
    }

    private async Task MoveUnitAsync(Type type, OperationKind kind, CancellationToken cancellationToken)
    {
        int? stopRequests = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Operation? mine = null;
            Task? pending = null;
            lock (_lock)
            {
                if (kind == OperationKind.StartUnits)
                {
                    ObjectDisposedException.ThrowIf(_disposed, Worker);
                    if ((stopRequests ??= _stopRequests) != _stopRequests)
                        throw new OperationCanceledException($"{_plan.Worker} was told to stop before {type} could be started.");
                }

                if (_operation is not null)
                    pending = _operation.WhenOver();
                else if (!NeedsMove(type, kind, out var slot))
                    return;
                else
                    mine = Begin(new Operation(kind) { Wanted = type, Slot = slot, CallerToken = kind == OperationKind.StartUnits ? cancellationToken : default });
            }

            if (mine is not null)
            {
                await PerformAsync(mine).ConfigureAwait(false);
                return;
            }

            await pending!.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Takes a unit and its dependents down and brings them up again: at once, or when the operation under way is over. One that leads down makes it needless.
    /// Under the lock; the caller detaches what was begun.
    /// </summary>
    private Operation? RequestRestart(int slot)
    {
        if (_operation is null)
            return IsAnythingUp ? Begin(new Operation(OperationKind.RestartUnits) { Slot = slot }) : null;

        _restarts ??= [];
        if (!_operation.StopRequested && !_restarts.Contains(slot))
            _restarts.Add(slot);

        return null;
    }

    /// <summary>A wait for the operation that the hook on this thread is a part of would never end.</summary>
    private void ThrowInsideHook(string request)
    {
        if (s_insideHook == _id)
        {
            throw new UnitStateException($"{_plan.Worker} cannot {request} from a hook: the hook would wait for the operation that it is a part of. "
                + "Ask for it in a [Background] or [Run] hook, or after the worker's own StartAsync.", _plan.Worker);
        }
    }

    /// <summary>Finds the unit, if the units exist yet. False: it is where it is wanted.</summary>
    private bool NeedsMove(Type type, OperationKind kind, out int slot)
    {
        slot = -1;
        if (!_constructed)
            return kind == OperationKind.StartUnits;

        if (Find(type, out slot) is { } error)
            throw error;

        return IsUp(slot) != (kind == OperationKind.StartUnits);
    }

    private UnitStateException? Find(Type type, out int found)
    {
        found = -1;
        var other = -1;
        for (var slot = 0; slot < _units.Length; slot++)
        {
            if (_units[slot] is not { } unit || !type.IsInstanceOfType(unit))
                continue;

            if (unit.GetType() == type && (found < 0 || _units[found].GetType() != type))
            {
                found = slot; // The class itself goes before those that derive from it.
                other = -1;
            }
            else if (found < 0)
            {
                found = slot;
            }
            else if (other < 0 && (_units[found].GetType() != type || unit.GetType() == type))
            {
                other = slot;
            }
        }

        return found < 0
            ? FindDisabled(type) ?? new UnitStateException($"No unit of {_plan.Worker} is a {type}. Add it with [Mixin<…>] or [Bind<…>] on the worker, or attach one with AttachAsync.", _plan.Worker)
            : other >= 0 ? new UnitStateException($"{type} is more than one unit of {_plan.Worker}: {_plan.IdOf(found)} and {_plan.IdOf(other)}. Name the class of one.", _plan.Worker)
            : null;
    }

    private bool IsUp(int slot) => (_slots[slot].Flags & SlotFlags.Up) != SlotFlags.None;

    private static bool IsSelected(ref Slot s) => (s.Flags & SlotFlags.Selected) != SlotFlags.None;

    private static bool IsSelectedFor(int phase, ref Slot s) => IsSelected(ref s) && (phase != Phase.OnInit || (s.Flags & SlotFlags.Initialised) == SlotFlags.None);

    /// <summary>The operation under way is about other units.</summary>
    private bool IsLeftAlone(int slot) => _operation is { Kind: OperationKind.RunPhase } || (_selective && _operation is { IsPartial: true } && !IsSelected(ref _slots[slot]));

    /// <summary>Selects what goes down. Under the lock, as an operation begins.</summary>
    private void BeginSelection(Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.StopUnits or OperationKind.RestartUnits:
                SelectOnly(operation.Slot);
                for (var slot = operation.Slot + 1; slot < _slots.Length; slot++)
                {
                    foreach (var dependency in _plan.DependenciesOf(slot))
                    {
                        if ((IsUp(slot) || operation.Detaches) && IsSelected(ref _slots[dependency]) && _plan.Needs(slot, dependency))
                            _slots[slot].Flags |= SlotFlags.Selected;
                    }
                }

                break;
            case OperationKind.Reload:
                SelectOnly(-1);
                for (var slot = 0; slot < _slots.Length; slot++)
                {
                    if (IsUp(slot))
                        _slots[slot].Flags |= SlotFlags.Selected;
                }

                break;
            case OperationKind.StartUnits when !IsAnythingUp:
                _cause = null;
                break;
        }
    }

    /// <summary>Selects what goes up, when the units exist.</summary>
    private void SelectForStart(Operation operation)
    {
        lock (_lock)
        {
            _mixed = true;
            SelectOnly(-1);
            if (_halted)
                return;

            if (operation.IsPartial)
            {
                var slot = operation.Slot;
                if (slot < 0 && Find(operation.Wanted!, out slot) is { } error)
                {
                    Halt(error);
                    return;
                }

                operation.Slot = slot;
                SelectOnly(slot);
            }
            else
            {
                for (var slot = 0; slot < _slots.Length; slot++)
                {
                    if (!IsUp(slot) && !_plan.IsOnRequest(slot))
                        _slots[slot].Flags |= SlotFlags.Selected;
                }
            }

            for (var slot = _slots.Length - 1; slot >= 0; slot--)
            {
                foreach (var dependency in _plan.DependenciesOf(slot))
                {
                    if (IsSelected(ref _slots[slot]) && !IsUp(dependency) && _plan.Needs(slot, dependency))
                        _slots[dependency].Flags |= SlotFlags.Selected;
                }
            }
        }
    }

    private void SelectOnly(int only)
    {
        _selective = true;
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (slot == only)
                _slots[slot].Flags |= SlotFlags.Selected;
            else
                _slots[slot].Flags &= ~SlotFlags.Selected;
        }
    }

    /// <summary>What an operation on some units leaves to do. Under the lock.</summary>
    private Operation? EndPartial(Operation operation, ref Exception? error, ref TaskGroup? run)
    {
        var restartFailed = operation.Kind == OperationKind.RestartUnits && !operation.CameUp;
        var unheard = restartFailed ? EndRestart(operation, error as LifecycleException) : null;
        if (operation.Kind != OperationKind.RunPhase)
            EndMove(operation, ref error);

        if ((IsAnythingUp || restartFailed) && (operation.StopRequested || (operation.RunIsOver && _running == 0)))
        {
            DropQueuedReload();
            var stop = Begin(new Operation(OperationKind.Stop));
            if (unheard is not null)
                stop.Errors = [unheard];

            return stop;
        }

        if (operation.CameUp)
            run = MakeRunGroups();

        return BeginQueued();
    }

    /// <summary>What the worker is made of could not be brought back: it ends, as after a reload that failed, even if nothing else is up.</summary>
    /// <returns>What failed while a stop was wanted anyhow: nobody waits for a restart, so it comes out with the stop.</returns>
    private LifecycleException? EndRestart(Operation operation, LifecycleException? error)
    {
        if (operation.StopRequested && !operation.FailedUp)
            return error;

        operation.StopRequested = true;
        if (error is not null)
            AddCause(error);

        return null;
    }

    private void EndMove(Operation operation, ref Exception? error)
    {
        _mixed |= !operation.EndsUnits;
        if (operation.Detaches || (operation.Attaches && !operation.CameUp))
            Remove(all: false);

        _loose = _state != UnitState.Started && Array.Exists(_slots, static s => (s.Flags & SlotFlags.Up) != SlotFlags.None);
        if (!operation.CameUp && operation.Kind != OperationKind.StopUnits)
        {
            error ??= new OperationCanceledException(
                operation.StopRequested ? $"{_plan.Worker} was told to stop while {(operation.Slot < 0 ? operation.Wanted!.ToString() : _plan.IdOf(operation.Slot))} was starting." : $"The start of {operation.Wanted} was cancelled.",
                operation.CallerToken.IsCancellationRequested ? operation.CallerToken : default);
        }
    }

    /// <summary>Begins what was asked for meanwhile, the worker being up.</summary>
    private Operation? BeginQueued()
    {
        if (_queuedReload is { } reload)
        {
            _queuedReload = null;
            _restarts = null;
            return Begin(reload);
        }

        while (_restarts is { Count: > 0 } restarts)
        {
            var slot = restarts[0];
            restarts.RemoveAt(0);
            if (IsUp(slot))
                return Begin(new Operation(OperationKind.RestartUnits) { Slot = slot });
        }

        return null;
    }
}
