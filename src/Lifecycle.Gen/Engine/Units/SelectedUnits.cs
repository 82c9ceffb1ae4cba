namespace Lifecycle.Engine.Units;

/// <summary>
/// The slots that take part in an operation on some units: what it does costs what is selected, and not what the worker has. Under the lock.
/// </summary>
internal sealed class SelectedUnits
{
    private int[] _slots = [];
    private bool _isSorted = true;

    public int Count { get; private set; }

    /// <summary>The selected slots, lowest first, unless some were added since <see cref="Sort"/>.</summary>
    public int this[int index] => _slots[index];

    /// <summary>Selects a slot, if it is not yet.</summary>
    public void Add(ref UnitSlot s, int slot)
    {
        if (s.Is(UnitFlags.Selected))
            return;

        s.Flags |= UnitFlags.Selected;
        if (Count == _slots.Length)
            Array.Resize(ref _slots, Math.Max(8, Count * 2));

        _isSorted &= Count == 0 || _slots[Count - 1] < slot;
        _slots[Count++] = slot;
    }

    public void Clear(UnitSlot[] slots)
    {
        for (var i = 0; i < Count; i++)
            slots[_slots[i]].Flags &= ~UnitFlags.Selected;

        Count = 0;
        _isSorted = true;
    }

    public void Sort()
    {
        if (!_isSorted)
            Array.Sort(_slots, 0, Count);

        _isSorted = true;
    }
}
