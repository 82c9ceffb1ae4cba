using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>The lifespans whose first half is done, by unit. Which are to be ended is known by what is here, not by how far the unit has come.</summary>
internal sealed class LifespanTable(UnitTable units, Pass pass)
{
    private List<Lifespan>?[] _kept = new List<Lifespan>?[units.Slots.Length];

    /// <summary>A first half has come to its end. False: its visit was abandoned meanwhile, so nothing would end it.</summary>
    public bool TryKeep(Lifespan lifespan)
    {
        lock (units.Scope.Gate)
        {
            ref var p = ref pass.Slots[lifespan.Slot];
            if (p.Generation != lifespan.Generation)
                return false;

            if (_kept.Length < units.Slots.Length)
                Array.Resize(ref _kept, units.Slots.Length); // Units may be attached later.

            (_kept[lifespan.Slot] ??= []).Add(lifespan);
            p.Flags |= PassFlags.HasLifespan;
            return true;
        }
    }

    public int CountOf(int slot) => _kept[slot]!.Count;

    /// <summary>The last one is ended first.</summary>
    public Lifespan At(int slot, int step) => _kept[slot]![^(step + 1)];

    public void ForgetLocked(int slot)
    {
        _kept[slot] = null;
        pass.Slots[slot].Flags &= ~PassFlags.HasLifespan;
    }
}
