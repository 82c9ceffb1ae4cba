namespace Lifecycle.Engine;

/// <content>Units with a condition. One that is disabled has no instance and is through in every pass at once.</content>
internal sealed partial class WorkerEngine
{
    private DisabledUnits? _disabled;

    /// <summary>What a unit's condition said; asked once for each set of instances.</summary>
    public void Decide(int slot, Type type, bool isEnabled)
    {
        lock (_lock)
        {
            ref var s = ref _slots[slot];
            if (!isEnabled)
            {
                (_disabled ??= new DisabledUnits()).Add(slot, type);
                s.Reason = null;
                SetState(slot, ref s, UnitState.Disabled);
            }
            else if (s.State == UnitState.Disabled)
            {
                _disabled?.Remove(slot);
                SetState(slot, ref s, UnitState.Created);
            }
        }

        if (!isEnabled && _log is not null)
            LogDisabled(slot);
    }

    /// <summary>Why no unit is of a type that a disabled one has; <see langword="null"/> when none has it.</summary>
    private UnitStateException? FindDisabled(Type type)
    {
        if (_disabled?.Find(type) is not (>= 0 and int slot))
            return null;

        return new UnitStateException($"{_plan.IdOf(slot)} of {_plan.Worker} is disabled: its condition {_plan.ConditionOf(slot)} said no when the units were made.", _plan.Worker);
    }

    public bool IsEnabled(int slot)
    {
        lock (_lock)
            return _slots[slot].State != UnitState.Disabled;
    }

    /// <summary>The unit whose construction failed: the first without an instance that should have one; -1 when none is missing.</summary>
    private int FirstMissing(int from)
    {
        for (var slot = from; slot < Worker.Plan.Count; slot++)
        {
            if (_units[slot] is null && _slots[slot].State != UnitState.Disabled)
                return slot;
        }

        return -1;
    }

    private UnitStartException FailureOf(ConditionFailure condition) =>
        Failure.OfCondition(_plan.Worker, _plan.IdOf(condition.Slot), _plan.ConditionOf(condition.Slot), condition.InnerException!);
}
