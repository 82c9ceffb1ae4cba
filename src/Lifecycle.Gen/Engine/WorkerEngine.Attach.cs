using System.Runtime.CompilerServices;
using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>
/// Units that were made at run time. They get places behind those of the plan, which never move: a hook that was given up may still come back to its place.
/// Nothing here is entered, and nothing grows, as long as none is attached.
/// </content>
internal sealed partial class WorkerEngine
{
    private int _attached;
    private Dictionary<int, long>? _attachedAt;

    /// <summary>Set by the first attachment alone, so that a native program without any contains neither this nor what each unit says of its needs.</summary>
    private Action? _linkAttached;

    public async Task AttachAsync(IUnit unit, CancellationToken cancellationToken)
    {
        if (unit is LifecycleWorker)
            throw new ArgumentException("A worker cannot be attached to another; run it beside it, or attach its units.", nameof(unit));

        ThrowInsideHook($"start or stop {unit.GetType()}");
        Operation? mine = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task pending;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, Worker);
                if (_operation is null)
                {
                    var slot = Add(unit);
                    if (_state == UnitState.Started)
                        mine = Begin(new Operation(OperationKind.StartUnits) { Slot = slot, Attaches = true, Wanted = unit.GetType(), CallerToken = cancellationToken });

                    break;
                }

                if (_operation.StopRequested || _operation.Kind is OperationKind.Stop or OperationKind.End)
                    throw new UnitStateException($"{unit.GetType()} cannot be attached: {_plan.Worker} is stopping. Attach it when the worker is up or down.", _plan.Worker);

                pending = _operation.WhenOver();
            }

            await pending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (mine is not null)
            await PerformAsync(mine).ConfigureAwait(false);
    }

    public async Task DetachAsync(IUnit unit, CancellationToken cancellationToken)
    {
        ThrowInsideHook($"start or stop {unit.GetType()}");
        Operation? mine = null;
        while (mine is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task? pending = null;
            lock (_lock)
            {
                if (_operation is not null)
                {
                    pending = _operation.WhenOver();
                }
                else
                {
                    var slot = PlaceOf(unit);
                    if (slot < Worker.Plan.Count)
                    {
                        throw new UnitStateException(
                            $"{unit.GetType()} cannot be detached: it is {(slot < 0 ? $"not attached to {_plan.Worker}" : $"a part of {_plan.Worker} by its plan; stop it with StopUnitAsync")}.", _plan.Worker);
                    }

                    mine = Begin(new Operation(OperationKind.StopUnits) { Slot = slot, Detaches = true });
                }
            }

            if (pending is not null)
                await pending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await PerformAsync(mine).ConfigureAwait(false);
    }

    /// <summary>When the unit in a place was made, as far as it is known.</summary>
    private long CreatedAt(int slot) => slot < Worker.Plan.Count ? _createdAt : _attachedAt!.GetValueOrDefault(slot);

    /// <summary>A place that an attached unit has left.</summary>
    private bool IsFree(int slot) => slot >= Worker.Plan.Count && _units[slot] is null;

    private int PlaceOf(IUnit unit)
    {
        for (var slot = 0; slot < _units.Length; slot++)
        {
            if (ReferenceEquals(_units[slot], unit))
                return slot;
        }

        return -1;
    }

    /// <summary>Gives the unit a place behind all that it needs. Under the lock, between operations.</summary>
    private int Add(IUnit unit)
    {
        if (PlaceOf(unit) >= 0)
            throw new UnitStateException($"This {unit.GetType()} is a unit of {_plan.Worker} already.", _plan.Worker);

        var definition = UnitDefinition.Of(unit);
        ThrowUnknownPhase(unit, definition);
        if (!Owners.Table.TryAdd(unit, this))
        {
            var owner = Owners.Table.TryGetValue(unit, out var other) ? other._plan.Worker : "another worker";
            throw new UnitStateException($"This {unit.GetType()} is attached to {owner}. Detach it there first.", _plan.Worker);
        }

        var needs = NeedsOf(unit, _units.Length);
        var slot = Math.Max(Worker.Plan.Count, needs.Length == 0 ? 0 : needs[^1] + 1);
        while (slot < _units.Length && _units[slot] is not null)
            slot++;

        if (slot == _units.Length)
            Grow(slot + 1);

        _units[slot] = unit;
        _plan = _plan.With(slot, NewId(definition.Id), needs);
        _slots[slot] = new Slot { Turn = _slots[slot].Turn + 1, Changed = _clock.Now };
        _ = unit.InvokeAsync(Hook.Describe, new HookCall(Worker, slot, CancellationToken.None));
        _hooks |= _slots[slot].Hooks;
        if (_customPhases is not null || (_slots[slot].Hooks & HookCounts.CustomPhases) != 0)
            MapCustomPhases();
        (_attachedAt ??= [])[slot] = _clock.Now;
        _attached++;
        _linkAttached ??= LinkAttached;
        _mixed = true;
        return slot;
    }

    private void Grow(int count)
    {
        Array.Resize(ref _units, count);
        Array.Resize(ref _slots, count);
        if (_began is not null)
            Array.Resize(ref _began, count);
        if (_definitions is not null)
            Array.Resize(ref _definitions, count);
        if (_contexts is not null)
            Array.Resize(ref _contexts, count);
        if (_lifespans is not null)
            Array.Resize(ref _lifespans, count);

        _ready = new ReadySet(count);
    }

    private int[] NeedsOf(IUnit unit, int below)
    {
        var needs = new List<int>();
        for (var slot = 0; slot < below; slot++)
        {
            if (_units[slot] is { } other && unit.Needs(other))
                needs.Add(slot);
        }

        return [.. needs];
    }

    private string NewId(string id)
    {
        var unique = id;
        for (var number = 2; IsTaken(unique); number++)
            unique = $"{id}#{number}";

        return unique;
    }

    private bool IsTaken(string id)
    {
        for (var slot = 0; slot < _plan.Count; slot++)
        {
            if (_units[slot] is not null && _plan.IdOf(slot) == id)
                return true;
        }

        return false;
    }

    /// <summary>The units of the plan exist only now: what was attached before may need some.</summary>
    private void LinkAttached()
    {
        lock (_lock)
        {
            for (var slot = Worker.Plan.Count; slot < _units.Length; slot++)
            {
                if (_units[slot] is { } unit)
                    _plan = _plan.With(slot, _plan.IdOf(slot), NeedsOf(unit, slot));
            }
        }
    }

    /// <summary>Lets go of the attached units that are selected, or of all. Under the lock.</summary>
    private void Remove(bool all)
    {
        for (var slot = Worker.Plan.Count; slot < _units.Length; slot++)
        {
            if (_units[slot] is not { } unit || !(all || IsSelected(ref _slots[slot])))
                continue;

            Owners.Table.Remove(unit);
            _units[slot] = null!;
            _plan = _plan.With(slot, "", []);
            _slots[slot] = new Slot { Turn = _slots[slot].Turn + 1, State = UnitState.Disabled }; // Through in every pass, as a unit whose condition says no.
            _attached--;
            if (_definitions is not null)
                _definitions[slot] = null;
            if (_contexts is not null)
                _contexts[slot] = null;

            for (var i = (_supervisions?.Count ?? 0) - 1; i >= 0; i--)
            {
                if (_supervisions![i].Slot == slot)
                    _supervisions.RemoveAt(i);
            }
        }

        if (_customPhases is not null)
            MapCustomPhases();
    }

    /// <summary>Whose the attached units are; apart, so that it is made with the first of them.</summary>
    private static class Owners
    {
        public static readonly ConditionalWeakTable<IUnit, WorkerEngine> Table = [];
    }
}
