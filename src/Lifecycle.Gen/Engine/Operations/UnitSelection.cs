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
                SelectDependentsLocked(units, operation.Detaches);
                break;
            case OperationKind.Reload:
                SelectOnlyLocked(units, only: -1);
                for (var slot = 0; slot < units.Slots.Length; slot++)
                {
                    if (units.IsUp(slot))
                        SelectLocked(units, slot);
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
            if (units.Slots[slot].State == UnitState.Disabled)
                return units.Disabled(slot);

            operation.Slot = slot;
            SelectOnlyLocked(units, slot);
            if (operation.WithStandby)
                SelectStandbyLocked(units, slot);
        }
        else
        {
            for (var slot = 0; slot < units.Slots.Length; slot++)
            {
                if (!units.IsUp(slot) && !units.Plan.IsOnRequest(slot))
                    SelectLocked(units, slot);
            }
        }

        SelectDependenciesLocked(units);
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
        (units.Selected ??= new SelectedUnits()).Clear(units.Slots);
        if (only >= 0)
            SelectLocked(units, only);
    }

    private static void SelectLocked(UnitTable units, int slot) => units.Selected!.Add(ref units.Slots[slot], slot);

    /// <summary>Selects what is up and needs a selected unit, directly or through others.</summary>
    private static void SelectDependentsLocked(UnitTable units, bool evenDown)
    {
        var selected = units.Selected!;
        for (var i = 0; i < selected.Count; i++)
        {
            foreach (var dependent in units.Plan.DependentsOf(selected[i]))
            {
                if ((evenDown || units.IsUp(dependent)) && units.Plan.Needs(dependent, selected[i]))
                    SelectLocked(units, dependent);
            }
        }

        selected.Sort();
    }

    /// <summary>
    /// Selects the standby units that need a selected one, directly or through others, except where they also need one that stays down or wait for a start of
    /// their own.
    /// </summary>
    private static void SelectStandbyLocked(UnitTable units, int only)
    {
        SelectDependenciesLocked(units); // What needs these follows, too.
        var plan = units.Plan;
        var follows = new bool[units.PlannedCount];
        var lacks = new bool[units.PlannedCount];
        for (var slot = 0; slot < follows.Length; slot++)
        {
            ref var s = ref units.Slots[slot];
            var isStandby = plan.IsStandby(slot);
            if (slot == only || s.Is(UnitFlags.Selected))
            {
                follows[slot] = slot == only || isStandby;
                continue;
            }

            if (units.IsUp(slot) || s.State == UnitState.Disabled)
                continue;

            lacks[slot] = plan.WaitsItself(slot);
            foreach (var dependency in plan.DependenciesOf(slot))
            {
                if (!plan.Needs(slot, dependency))
                    continue;

                follows[slot] |= follows[dependency];
                lacks[slot] |= lacks[dependency];
            }

            if (!isStandby)
                continue; // On request: what needs it brings it up.

            if (follows[slot] && !lacks[slot])
                SelectLocked(units, slot);
            else
                lacks[slot] = true;
        }
    }

    /// <summary>Selects what is down and a selected unit needs, directly or through others.</summary>
    private static void SelectDependenciesLocked(UnitTable units)
    {
        var selected = units.Selected!;
        for (var i = 0; i < selected.Count; i++)
        {
            foreach (var dependency in units.Plan.DependenciesOf(selected[i]))
            {
                if (!units.IsUp(dependency) && units.Plan.Needs(selected[i], dependency))
                    SelectLocked(units, dependency);
            }
        }

        selected.Sort();
    }
}
