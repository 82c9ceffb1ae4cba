using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// Which units take part in an operation. One on some of them goes through the same passes as one on all: a unit that is not selected is through at once.
/// </summary>
internal static class UnitSelection
{
    /// <summary>Selects what goes down, as an operation begins.</summary>
    public static void BeginLocked(UnitTable units, Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.StopUnits or OperationKind.RestartUnits:
                SelectOnlyLocked(units, operation.Slot);
                for (var slot = operation.Slot + 1; slot < units.Slots.Length; slot++)
                {
                    foreach (var dependency in units.Plan.DependenciesOf(slot))
                    {
                        if ((units.IsUp(slot) || operation.Detaches) && units.Slots[dependency].Is(UnitFlags.Selected) && units.Plan.Needs(slot, dependency))
                            units.Slots[slot].Flags |= UnitFlags.Selected;
                    }
                }

                break;
            case OperationKind.Reload:
                SelectOnlyLocked(units, only: -1);
                for (var slot = 0; slot < units.Slots.Length; slot++)
                {
                    if (units.IsUp(slot))
                        units.Slots[slot].Flags |= UnitFlags.Selected;
                }

                break;
        }
    }

    /// <summary>Selects what goes up, when the units exist.</summary>
    /// <returns>Why the unit that is asked for cannot be started.</returns>
    public static UnitStateException? SelectForStartLocked(UnitTable units, Operation operation)
    {
        units.MayDiffer = true;
        SelectOnlyLocked(units, only: -1);
        if (units.Movement.IsCancelled || operation.OnlyConstructs)
            return null;

        if (operation.Wanted is not null || operation.Slot >= 0)
        {
            var slot = operation.Slot;
            if (slot < 0 && units.FindLocked(operation.Wanted!, operation.Instance, out slot) is { } error)
                return error;

            operation.Slot = slot;
            SelectOnlyLocked(units, slot);
        }
        else
        {
            for (var slot = 0; slot < units.Slots.Length; slot++)
            {
                if (!units.IsUp(slot) && !units.Plan.IsOnRequest(slot))
                    units.Slots[slot].Flags |= UnitFlags.Selected;
            }
        }

        for (var slot = units.Slots.Length - 1; slot >= 0; slot--)
        {
            foreach (var dependency in units.Plan.DependenciesOf(slot))
            {
                if (units.Slots[slot].Is(UnitFlags.Selected) && !units.IsUp(dependency) && units.Plan.Needs(slot, dependency))
                    units.Slots[dependency].Flags |= UnitFlags.Selected;
            }
        }

        return null;
    }

    /// <summary>Whether a unit that a start brings up is down, as one that was stopped singly.</summary>
    public static bool IsAnyDownLocked(UnitTable units)
    {
        if (!units.MayDiffer)
            return false;

        for (var slot = 0; slot < units.PlannedCount; slot++)
        {
            if (!units.IsUp(slot) && !units.Plan.IsOnRequest(slot) && units.Slots[slot].State != UnitState.Disabled)
                return true;
        }

        return false;
    }

    /// <summary>Whether a unit is the one of an id, or needs it.</summary>
    public static bool NeedsLocked(UnitTable units, int slot, string id)
    {
        if (units.Plan.IdOf(slot) == id)
            return true;

        foreach (var dependency in units.Plan.DependenciesOf(slot))
        {
            if (units.Plan.Needs(slot, dependency) && NeedsLocked(units, dependency, id))
                return true;
        }

        return false;
    }

    public static void SelectOnlyLocked(UnitTable units, int only)
    {
        units.Scope.AssertLocked();
        units.Movement.IsSelective = true;
        for (var slot = 0; slot < units.Slots.Length; slot++)
        {
            if (slot == only)
                units.Slots[slot].Flags |= UnitFlags.Selected;
            else
                units.Slots[slot].Flags &= ~UnitFlags.Selected;
        }
    }
}
