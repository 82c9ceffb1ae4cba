using System.Runtime.CompilerServices;
using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>
/// Units that were made at run time. They get slots behind those of the plan, which never move: a hook that was abandoned may still come back to its slot.
/// </summary>
internal sealed class AttachedUnits(UnitTable table)
{
    private readonly Dictionary<int, Attached> _attached = [];
    private readonly AttachedIds _ids = new(table.Scope.Worker.CompiledPlan);
    private readonly AttachedEdges _edges = Overlay(table);
    private readonly AttachedNeeds _needs = new(table);
    private readonly Dictionary<IUnit, int> _slots = new(ReferenceEqualityComparer.Instance);

    /// <summary>All slots of attached units below this one are taken.</summary>
    private int _firstFree = table.PlannedCount;

    /// <summary>A slot without a unit: through in every pass, as a unit whose condition says no.</summary>
    private static UnitSlot Free => new() { State = UnitState.Disabled };

    /// <summary>How many are attached now.</summary>
    public int Count => _slots.Count;

    /// <summary>
    /// Looks up which units of the plan those need that were attached before these existed. Set by <see cref="AddLocked"/> alone, so that a native
    /// program without any contains nothing of what each unit says of its needs.
    /// </summary>
    public Action? Link { get; private set; }

    public long AttachedAt(int slot) => _attached.GetValueOrDefault(slot).At;

    /// <summary>The slot of an instance; -1 when it is none of this worker's.</summary>
    public static int SlotOf(UnitTable table, IUnit unit)
    {
        if (table.Attached is { } attached && attached._slots.TryGetValue(unit, out var known))
            return known;

        for (var slot = 0; slot < table.PlannedCount; slot++)
        {
            if (ReferenceEquals(table.Units[slot], unit))
                return slot;
        }

        return -1;
    }

    /// <summary>Gives the unit a slot behind all that it needs, and an id, with its name if it has one. Between operations.</summary>
    public int AddLocked(IUnit unit, string? name)
    {
        if (SlotOf(table, unit) >= 0)
            throw new UnitStateException($"This {unit.GetType()} is a unit of {table.Worker} already.", table.Worker);

        var definition = UnitDefinition.Of(unit);
        ThrowUnknownPhase(unit, definition);
        if (name is not null && _ids.IsTaken($"{definition.Id}[{name}]"))
            throw new UnitStateException(
                $"{unit.GetType()} cannot be attached as '{name}': {table.Worker} has a {definition.Id}[{name}] already. Give it another name.", table.Worker);

        if (!Owners.Table.TryAdd(unit, table))
        {
            var owner = Owners.Table.TryGetValue(unit, out var other) ? other.Worker : "another worker";
            throw new UnitStateException($"This {unit.GetType()} is attached to {owner}. Detach it there first.", table.Worker);
        }

        var needs = _needs.Of(unit, table.Units.Length);
        var slot = FreeSlotFrom(needs.Length == 0 ? 0 : needs[^1] + 1);
        if (slot >= table.Units.Length)
            Grow(slot);

        var now = table.Scope.Clock.Now;
        table.Units[slot] = unit;
        table.KeepDefinitionLocked(slot, definition);
        _edges.Set(table.Plan, slot, _ids.Take(name is null ? definition.Id : $"{definition.Id}[{name}]"), needs);
        table.Slots[slot] = new UnitSlot { Changed = now };
        table.Hooks |= table.ReadHooks(slot);
        table.MayDiffer = true;
        table.ForgetFoundLocked();
        _attached[slot] = new Attached(now, definition.Id);
        _slots.Add(unit, slot);
        _needs.Add(unit, slot);
        Link ??= LinkAll;
        return slot;
    }

    /// <summary>Releases the selected attached units, or all of them.</summary>
    /// <param name="all">Whether those that are not selected go as well.</param>
    /// <param name="removed">Called with each slot that becomes free.</param>
    public void RemoveLocked(bool all, Action<int> removed)
    {
        if (all)
        {
            for (var slot = table.PlannedCount; slot < table.Units.Length; slot++)
                RemoveLocked(slot, removed);

            return;
        }

        for (var i = 0; i < table.Selected?.Count; i++)
            RemoveLocked(table.Selected[i], removed);
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
        for (var i = 0; i < table.PartCount; i++)
        {
            var slot = table.PartAt(i);
            if (slot >= table.PlannedCount && table.Units[slot] is { } unit)
                table.Extensions.Remove(unit);
        }
    }

    private static AttachedEdges Overlay(UnitTable table)
    {
        var edges = new AttachedEdges(table.PlannedCount);
        table.Plan = table.Plan.WithAttached(edges);
        return edges;
    }

    private void RemoveLocked(int slot, Action<int> removed)
    {
        if (slot < table.PlannedCount || table.Units[slot] is not { } unit)
            return;

        Owners.Table.Remove(unit);
        table.Units[slot] = null!;
        _ids.Release(table.Plan.IdOf(slot), _attached[slot].ClassId);
        _edges.Set(table.Plan, slot, "", []);
        _slots.Remove(unit);
        _needs.Remove(unit, slot);
        _firstFree = Math.Min(_firstFree, slot);
        table.Slots[slot] = Free;
        table.ForgetDefinitionLocked(slot);
        table.ForgetFoundLocked();
        removed(slot);
    }

    /// <summary>The first slot that has no unit, not below another.</summary>
    private int FreeSlotFrom(int least)
    {
        var slot = Math.Max(_firstFree, least);
        while (slot < table.Units.Length && table.Units[slot] is not null)
            slot++;

        if (least <= _firstFree)
            _firstFree = slot + 1;

        return slot;
    }

    /// <summary>Makes room up to a slot, and for as many units again as are attached, so that many of them do not copy the arrays at each.</summary>
    private void Grow(int slot)
    {
        var count = table.Units.Length;
        table.GrowLocked(Math.Max(slot + 1, count + Count));
        table.Slots.AsSpan(count).Fill(Free);
    }

    private void LinkAll()
    {
        lock (table.Scope.Gate)
        {
            _needs.Read();
            for (var slot = table.PlannedCount; slot < table.Units.Length; slot++)
            {
                if (table.Units[slot] is { } unit)
                    _edges.Set(table.Plan, slot, table.Plan.IdOf(slot), _needs.Of(unit, slot));
            }
        }
    }

    /// <summary>A unit that is attached may be of another assembly, with phases that the worker's plan does not know.</summary>
    private void ThrowUnknownPhase(IUnit unit, UnitDefinition definition)
    {
        foreach (var hook in definition.HookTable)
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
        foreach (var phase in table.Scope.Worker.CompiledPlan.PhaseTable)
        {
            if (string.Equals(phase.Id, custom, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <param name="At">When it was attached.</param>
    /// <param name="ClassId">The id that all units of its class would have.</param>
    private readonly record struct Attached(long At, string ClassId);

    /// <summary>The worker of each attached unit; a class of its own, so that it is made with the first of them.</summary>
    private static class Owners
    {
        public static readonly ConditionalWeakTable<IUnit, UnitTable> Table = [];
    }
}
