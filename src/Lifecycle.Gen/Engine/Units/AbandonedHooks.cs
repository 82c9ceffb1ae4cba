using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>Hooks that were abandoned and still run: as long as one does, its instance cannot be started again. Under the lock.</summary>
internal sealed class AbandonedHooks
{
    private readonly List<Entry> _entries = [];

    public bool IsEmpty => _entries.Count == 0;

    public void Add(IUnit unit, int slot, int generation, List<string> names) =>
        _entries.Add(new Entry(unit, slot, generation, Failures.Join(names, names.Count)));

    /// <summary>A hook of an abandoned visit has ended.</summary>
    public void Remove(int slot, int generation)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].Slot == slot && _entries[i].Generation == generation)
                _entries.RemoveAt(i);
        }
    }

    /// <summary>What still runs of a unit; <see langword="null"/> when nothing does.</summary>
    public string? Find(IUnit unit)
    {
        foreach (var entry in _entries)
        {
            if (ReferenceEquals(entry.Unit, unit))
                return entry.Names;
        }

        return null;
    }

    /// <summary>A class: lists of structs of our own are code of their own in a native program.</summary>
    private sealed class Entry(IUnit unit, int slot, int generation, string names)
    {
        public readonly IUnit Unit = unit;
        public readonly int Slot = slot;
        public readonly int Generation = generation;
        public readonly string Names = names;
    }
}
