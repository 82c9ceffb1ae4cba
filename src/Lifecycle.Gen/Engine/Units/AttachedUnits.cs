using System.Runtime.CompilerServices;
using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>
/// Units that were made at run time. They get slots behind those of the plan, which never move: a hook that was abandoned may still come back to its slot.
/// </summary>
internal sealed class AttachedUnits(UnitTable table)
{
    private readonly Dictionary<int, long> _attachedAt = [];

    /// <summary>How many are attached now.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Looks up which units of the plan those need that were attached before these existed. Set by <see cref="AddLocked"/> alone, so that a native
    /// program without any contains nothing of what each unit says of its needs.
    /// </summary>
    public Action? Link { get; private set; }

    public long AttachedAt(int slot) => _attachedAt.GetValueOrDefault(slot);

    /// <summary>The slot of an instance; -1 when it is none of this worker's.</summary>
    public static int SlotOf(UnitTable table, IUnit unit)
    {
        for (var slot = 0; slot < table.Units.Length; slot++)
        {
            if (ReferenceEquals(table.Units[slot], unit))
                return slot;
        }

        return -1;
    }

    /// <summary>Gives the unit a slot behind all that it needs. Between operations.</summary>
    public int AddLocked(IUnit unit)
    {
        if (SlotOf(table, unit) >= 0)
            throw new UnitStateException($"This {unit.GetType()} is a unit of {table.Worker} already.", table.Worker);

        var definition = UnitDefinition.Of(unit);
        ThrowUnknownPhase(unit, definition);
        if (!Owners.Table.TryAdd(unit, table))
        {
            var owner = Owners.Table.TryGetValue(unit, out var other) ? other.Worker : "another worker";
            throw new UnitStateException($"This {unit.GetType()} is attached to {owner}. Detach it there first.", table.Worker);
        }

        var needs = NeedsOf(unit, table.Units.Length);
        var slot = Math.Max(table.PlannedCount, needs.Length == 0 ? 0 : needs[^1] + 1);
        while (slot < table.Units.Length && table.Units[slot] is not null)
            slot++;

        if (slot == table.Units.Length)
            table.GrowLocked(slot + 1);

        var now = table.Scope.Clock.Now;
        table.Units[slot] = unit;
        table.Plan = table.Plan.With(slot, NewId(definition.Id), needs);
        table.Slots[slot] = new UnitSlot { Changed = now };
        table.Hooks |= table.ReadHooks(slot);
        table.MayDiffer = true;
        _attachedAt[slot] = now;
        Count++;
        Link ??= LinkAll;
        return slot;
    }

    /// <summary>Releases the selected attached units, or all of them.</summary>
    /// <param name="all">Whether those that are not selected go as well.</param>
    /// <param name="removed">Called with each slot that becomes free.</param>
    public void RemoveLocked(bool all, Action<int> removed)
    {
        for (var slot = table.PlannedCount; slot < table.Units.Length; slot++)
        {
            if (table.Units[slot] is not { } unit || !(all || table.Slots[slot].Is(UnitFlags.Selected)))
                continue;

            Owners.Table.Remove(unit);
            table.Units[slot] = null!;
            table.Plan = table.Plan.With(slot, "", []);
            table.Slots[slot] = new UnitSlot { State = UnitState.Disabled }; // Through in every pass, as a unit whose condition says no.
            table.ForgetDefinitionLocked(slot);
            Count--;
            removed(slot);
        }
    }

    /// <summary>A unit has started: if it is an attached one, lists of extensions show it.</summary>
    public void OfferExtensionLocked(int slot)
    {
        if (slot >= table.PlannedCount)
            table.Extensions.Attach(table.Units[slot], table.Define(slot).Priority, slot);
    }

    /// <summary>
    /// The attached units that the operation takes down leave the lists before anything else happens to them, because no edge makes the users of a list
    /// wait.
    /// </summary>
    public void WithdrawExtensionsLocked()
    {
        for (var slot = table.PlannedCount; slot < table.Slots.Length; slot++)
        {
            if (table.Units[slot] is { } unit && table.TakesPart(slot))
                table.Extensions.Remove(unit);
        }
    }

    private void LinkAll()
    {
        lock (table.Scope.Gate)
        {
            for (var slot = table.PlannedCount; slot < table.Units.Length; slot++)
            {
                if (table.Units[slot] is { } unit)
                    table.Plan = table.Plan.With(slot, table.Plan.IdOf(slot), NeedsOf(unit, slot));
            }
        }
    }

    private int[] NeedsOf(IUnit unit, int below)
    {
        var needs = new List<int>();
        for (var slot = 0; slot < below; slot++)
        {
            if (table.Units[slot] is { } other && unit.Needs(other))
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
        for (var slot = 0; slot < table.Plan.Count; slot++)
        {
            if (table.Units[slot] is not null && table.Plan.IdOf(slot) == id)
                return true;
        }

        return false;
    }

    /// <summary>A unit that is attached may be of another assembly, with phases that the worker's plan does not know.</summary>
    private void ThrowUnknownPhase(IUnit unit, UnitDefinition definition)
    {
        foreach (var hook in definition.Hooks)
        {
            if (hook.Phase is null || IsKnown(hook.Phase))
                continue;

            throw new UnitStateException(
                $"{unit.GetType()} cannot be attached: its hook {hook.Name} is of the phase {hook.Phase}, which no unit of {table.Worker} has, "
                + "so that the worker's plan has no place for it. "
                + "Give the worker itself a hook of that phase.",
                table.Worker);
        }
    }

    private bool IsKnown(string custom)
    {
        foreach (var phase in table.Scope.Worker.Plan.Phases)
        {
            if (string.Equals(phase.Id, custom, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The worker of each attached unit; a class of its own, so that it is made with the first of them.</summary>
    private static class Owners
    {
        public static readonly ConditionalWeakTable<IUnit, UnitTable> Table = [];
    }
}
