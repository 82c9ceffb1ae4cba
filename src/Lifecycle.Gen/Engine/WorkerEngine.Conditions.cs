namespace Lifecycle.Engine;

/// <content>Units with a condition. One that is disabled has no instance and is through in every pass at once.</content>
internal sealed partial class WorkerEngine
{
    /// <summary>What a unit's condition said; asked once for each set of instances.</summary>
    public void Decide(int slot, bool isEnabled)
    {
        lock (_lock)
        {
            ref Slot s = ref _slots[slot];
            if (!isEnabled)
            {
                s.Reason = null;
                SetState(slot, ref s, UnitState.Disabled);
            }
            else if (s.State == UnitState.Disabled)
            {
                SetState(slot, ref s, UnitState.Created);
            }
        }
    }

    public bool IsEnabled(int slot)
    {
        lock (_lock)
            return _slots[slot].State != UnitState.Disabled;
    }

    /// <summary>The unit whose construction failed: the first without an instance that should have one; -1 when none is missing.</summary>
    private int FirstMissing(int from)
    {
        for (int slot = from; slot < Worker.Plan.Count; slot++)
        {
            if (_units[slot] is null && _slots[slot].State != UnitState.Disabled)
                return slot;
        }

        return -1;
    }

    private UnitStartException FailureOf(ConditionFailure condition)
        => Failure.OfCondition(_plan.Worker, _plan.IdOf(condition.Slot), _plan.ConditionOf(condition.Slot), condition.InnerException!);
}
