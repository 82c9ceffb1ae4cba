using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Observation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>The units of a worker by slot, and the only writer of states: those of the units and that of the worker.</summary>
internal sealed class UnitTable
{
    public readonly EngineScope Scope;

    /// <summary><see langword="null"/> where neither a log nor events were asked for.</summary>
    public readonly Reporter? Reports;

    /// <summary>The plan, with the units that are attached.</summary>
    public WorkerPlan Plan;
    public IUnit[] Units;
    public UnitSlot[] Slots;
    public Movement Movement;

    /// <summary>The hook counts of all units together.</summary>
    public ulong Hooks;

    public UnitState WorkerState;

    /// <summary>The instances of the plan's units exist.</summary>
    public bool IsConstructed;

    /// <summary>The thread that makes the instances; 0 when none does.</summary>
    public volatile int ConstructingThread;

    /// <summary>The OnInit hooks of the worker's units are done.</summary>
    public bool IsInitialised;

    /// <summary>Units are up although the worker was not started.</summary>
    public bool HasUnitsUp;

    /// <summary>Some units may be up while others are down.</summary>
    public bool MayDiffer;

    /// <summary>What an operation on some units is about; <see langword="null"/> before the first.</summary>
    public SelectedUnits? Selected;

    /// <summary>Units made at run time; <see langword="null"/> before the first.</summary>
    public AttachedUnits? Attached;

    /// <summary>Hooks that were abandoned and still run; <see langword="null"/> before the first.</summary>
    public AbandonedHooks? Abandoned;

    private UnitDefinition?[]? _definitions;
    private DisabledUnits? _disabled;

    /// <summary>The slots that were found by type, until an instance comes or goes.</summary>
    private Dictionary<Type, int>? _found;
    private ExtensionRegistry? _extensions;
    private long _createdAt;

    public UnitTable(EngineScope scope, WorkerPlan plan)
    {
        Scope = scope;
        Plan = plan;
        Units = new IUnit[plan.Count];
        Slots = new UnitSlot[plan.Count];
        MayDiffer = plan.HasOnRequest;
        Reports = Reporter.Create(scope);
    }

    public string Worker => Plan.Worker;

    public bool IsAnythingUp => WorkerState == UnitState.Started || HasUnitsUp;

    public ExtensionRegistry Extensions => _extensions ?? Interlocked.CompareExchange(ref _extensions, new ExtensionRegistry(), comparand: null) ?? _extensions;

    /// <summary>The number of the units of the worker's own plan; attached units have the slots behind them.</summary>
    public int PlannedCount => Scope.Worker.CompiledPlan.Count;

    public bool Has(int phase) => Phase.CountIn(Hooks, phase) != 0;

    /// <summary>A start is under way whose instances do not exist yet: they are being made, or about to be.</summary>
    public bool LacksInstances => Movement.LeadsUp && !IsConstructed;

    public bool IsUp(int slot) => Slots[slot].Is(UnitFlags.Up);

    /// <summary>How many slots take part in the operation under way.</summary>
    public int PartCount => Movement.IsSelective ? Selected!.Count : Slots.Length;

    /// <summary>One of the slots that take part, by its index among them: the order of the plan.</summary>
    public int PartAt(int index) => Movement.IsSelective ? Selected![index] : index;

    /// <summary>Whether a slot takes part in the operation under way.</summary>
    public bool TakesPart(int slot) => !Movement.IsSelective || Slots[slot].Is(UnitFlags.Selected);

    /// <summary>The operation under way is about other units.</summary>
    public bool IsLeftAlone(int slot) => Movement.IsOnRequest || (Movement is { IsSelective: true, IsPartial: true } && !Slots[slot].Is(UnitFlags.Selected));

    /// <summary>The tasks of the unit are about to be cancelled, or have been: a limit of theirs no longer matters.</summary>
    public bool IsGoingDown(int slot) =>
        !Movement.IsUnderWay ? !IsAnythingUp
            : Movement.StopRequested || (!IsLeftAlone(slot) && Movement.State is not (OperationState.GoingUp or OperationState.CameUp));

    /// <summary>A slot that an attached unit has left.</summary>
    public bool IsFree(int slot) => slot >= PlannedCount && Units[slot] is null;

    /// <summary>When the unit in a slot was made, as far as it is known.</summary>
    public long CreatedAt(int slot) => slot < PlannedCount ? _createdAt : Attached!.AttachedAt(slot);

    public void SetStateLocked(int slot, ref UnitSlot s, UnitState state) => SetStateLocked(slot, ref s, state, Scope.Clock.Now);

    public void SetStateLocked(int slot, ref UnitSlot s, UnitState state, long now)
    {
        Scope.AssertLocked();
        if (Reports?.Events is { } events)
            events.StateChangesLocked(slot, Plan.IdOf(slot), s.State, state);

        if (s.State == UnitState.Starting)
            s.StartTook = now - s.Changed;
        else if (s.State == UnitState.Stopping)
            s.StopTook = now - s.Changed;

        s.State = state;
        s.Changed = now;
    }

    public void SetWorkerStateLocked(UnitState state)
    {
        Scope.AssertLocked();
        if (Reports?.Events is { } events)
            events.StateChangesLocked(slot: -1, unit: null, WorkerState, state);

        WorkerState = state;
    }

    public void MarkFailedLocked(int slot, LifecycleException error)
    {
        ref var s = ref Slots[slot];
        s.Reason = error.InnerException ?? error;
        SetStateLocked(slot, ref s, UnitState.Failed);
    }

    /// <summary>The instances of the plan's units exist, as far as they could be made.</summary>
    public void MarkConstructedLocked()
    {
        IsConstructed = true;
        ConstructingThread = 0;
        ForgetFoundLocked();
        _createdAt = Scope.Clock.Now;
    }

    /// <summary>Asks the new instances for their hooks.</summary>
    public void ReadHooks()
    {
        if (_definitions is not null)
            Array.Clear(_definitions);

        ulong hooks = 0;
        for (var slot = 0; slot < Units.Length; slot++)
        {
            Slots[slot].Flags = UnitFlags.None;
            hooks |= ReadHooks(slot);
        }

        Hooks = hooks;
        Attached?.Link?.Invoke();
    }

    /// <summary>Asks one instance for its hooks.</summary>
    public ulong ReadHooks(int slot)
    {
        ref var hooks = ref Slots[slot].Hooks;
        hooks = 0;
        if (Units[slot] is not { } unit)
            return 0;

        _ = unit.InvokeAsync(Hook.Describe, new HookCall(Scope.Worker, slot, CancellationToken.None));
        if (unit is IAsyncDisposable or IDisposable && !ReferenceEquals(unit, Scope.Worker))
            hooks |= HookCounts.Disposal;

        return hooks;
    }

    public int CountHooks(int slot, ulong hooks, int phase)
    {
        var count = Phase.CountIn(hooks, phase);
        if (count < HookCounts.Saturated)
            return count;

        count = 0;
        foreach (var hook in Define(slot).HookTable)
        {
            if (Phase.Of(hook.Hook) == phase)
                count++;
        }

        return count;
    }

    /// <summary>The description of a unit: generated data, so it may be asked for under the lock.</summary>
    public UnitDefinition Define(int slot) => Define(slot, Units[slot]);

    /// <summary>The description of a unit that may be gone by now.</summary>
    public UnitDefinition? DefineIfKnown(int slot) => _definitions?[slot] ?? (Units[slot] is { } unit ? UnitDefinition.Of(unit) : null);

    public HookDefinition? FindHook(int slot, int hook) => Define(slot).Find(hook);

    /// <summary>The name of a hook; <see langword="null"/> for a disposal, and where the unit is gone.</summary>
    public string? NameOf(int slot, int hook) => Phase.Of(hook) != Phase.Disposal && Units[slot] is { } unit ? Define(slot, unit).Find(hook)?.Name : null;

    /// <summary>Records what the condition of a unit decided; asked once for each set of instances.</summary>
    public void Decide(int slot, Type type, bool isEnabled)
    {
        lock (Scope.Gate)
        {
            ref var s = ref Slots[slot];
            if (!isEnabled)
            {
                (_disabled ??= new DisabledUnits()).Add(slot, type);
                s.Reason = null;
                SetStateLocked(slot, ref s, UnitState.Disabled);
            }
            else if (s.State == UnitState.Disabled)
            {
                _disabled?.Remove(slot);
                SetStateLocked(slot, ref s, UnitState.Created);
            }
        }

        if (!isEnabled && Reports is not null)
            Reports.UnitDisabled(Plan.IdOf(slot), Plan.ConditionOf(slot)!);
    }

    public bool IsEnabled(int slot)
    {
        lock (Scope.Gate)
            return Slots[slot].State != UnitState.Disabled;
    }

    /// <summary>Finds the unit of a type: the class itself goes before those that derive from it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">The name of the instance; <see langword="null"/> for the only one.</param>
    /// <param name="found">The slot.</param>
    /// <returns>Why no unit, or more than one, is of the type.</returns>
    public UnitStateException? FindLocked(Type type, string? instance, out int found)
    {
        Scope.AssertLocked();
        if (instance is null && _found is not null && _found.TryGetValue(type, out found))
            return null;

        found = -1;
        var other = -1;
        var suffix = instance is null ? "" : $"[{instance}]";
        for (var slot = 0; slot < Units.Length; slot++)
        {
            if (Units[slot] is not { } unit || !type.IsInstanceOfType(unit) || !IsInstance(slot, suffix))
                continue;

            if (unit.GetType() == type && (found < 0 || Units[found].GetType() != type))
            {
                found = slot;
                other = -1;
            }
            else if (found < 0)
            {
                found = slot;
            }
            else if (other < 0 && (Units[found].GetType() != type || unit.GetType() == type))
            {
                other = slot;
            }
        }

        if (found < 0)
            return FindDisabled(type, suffix) ?? Failures.NoSuchUnit(Worker, type, instance);

        if (other >= 0)
            return Failures.SeveralUnits(Worker, type, Plan.IdOf(found), Plan.IdOf(other));

        if (instance is null)
            (_found ??= [])[type] = found;

        return null;
    }

    /// <summary>Finds a unit by its id, whether or not it exists by now.</summary>
    /// <param name="id">The id.</param>
    /// <param name="found">The slot.</param>
    /// <returns>Why there is none to be started or stopped.</returns>
    public UnitStateException? FindLocked(string id, out int found)
    {
        Scope.AssertLocked();
        for (found = 0; found < Units.Length; found++)
        {
            if (!IsFree(found) && Plan.IdOf(found) == id)
                return Slots[found].State == UnitState.Disabled ? Disabled(found) : null;
        }

        return new UnitStateException($"{Worker} has no unit {id}: the ids of those that it has are in Units.", Worker);
    }

    /// <summary>Why a unit cannot be started that the worker does not have.</summary>
    public UnitStateException Disabled(int slot) =>
        new($"{Plan.IdOf(slot)} of {Worker} is disabled: its condition {Plan.ConditionOf(slot)} said no when the units were made.", Worker);

    public void ForgetFoundLocked() => _found?.Clear();

    /// <summary>The end of the instances of the plan: the next start makes new ones.</summary>
    public void ForgetInstancesLocked()
    {
        IsConstructed = false;
        IsInitialised = false;
        ForgetFoundLocked();
        MayDiffer = Plan.HasOnRequest || Slots.Length > PlannedCount;
        Array.Clear(Units);
        _extensions?.Forget();
    }

    /// <summary>Makes room for attached units.</summary>
    public void GrowLocked(int count)
    {
        Array.Resize(ref Units, count);
        Array.Resize(ref Slots, count);
        if (_definitions is not null)
            Array.Resize(ref _definitions, count);
    }

    /// <summary>The description of a unit is known already.</summary>
    public void KeepDefinitionLocked(int slot, UnitDefinition definition) => (_definitions ??= new UnitDefinition?[Units.Length])[slot] = definition;

    public void ForgetDefinitionLocked(int slot)
    {
        if (_definitions is not null)
            _definitions[slot] = null;
    }

    /// <summary>The first unit of the plan without an instance that should have one; -1 when none is missing.</summary>
    public int FirstMissing()
    {
        for (var slot = 0; slot < PlannedCount; slot++)
        {
            if (Units[slot] is null && Slots[slot].State != UnitState.Disabled)
                return slot;
        }

        return -1;
    }

    private UnitDefinition Define(int slot, IUnit unit)
    {
        _definitions ??= new UnitDefinition?[Units.Length];
        return _definitions[slot] ??= UnitDefinition.Of(unit);
    }

    /// <summary>Whether an id ends in the name of an instance in brackets, or in nothing where none is asked for.</summary>
    private bool IsInstance(int slot, string suffix) => suffix.Length == 0 || Plan.IdOf(slot).EndsWith(suffix, StringComparison.Ordinal);

    private UnitStateException? FindDisabled(Type type, string suffix) =>
        _disabled?.Find(type, slot => IsInstance(slot, suffix)) is >= 0 and int slot ? Disabled(slot) : null;
}
