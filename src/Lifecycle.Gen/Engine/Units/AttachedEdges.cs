namespace Lifecycle.Engine.Units;

/// <summary>
/// The ids and edges of attached units, laid over a plan that stays as it is: to attach a unit costs what the unit needs, and not what the plan has.
/// </summary>
/// <param name="planned">The number of the units of the plan.</param>
internal sealed class AttachedEdges(int planned)
{
    private readonly Dictionary<int, SlotList> _dependents = [];
    private string[] _ids = [];
    private int[][] _dependencies = [];

    public string IdOf(int slot) => slot - planned < _ids.Length ? _ids[slot - planned] : "";

    public ReadOnlySpan<int> DependenciesOf(int slot) => slot - planned < _dependencies.Length ? _dependencies[slot - planned] : default;

    /// <summary>The slots that wait for one that attached units wait for; otherwise <see langword="false"/>.</summary>
    public bool TryGetDependents(int slot, out ReadOnlySpan<int> dependents)
    {
        var found = _dependents.TryGetValue(slot, out var list);
        dependents = found ? list!.All : default;
        return found;
    }

    /// <summary>Gives an attached unit its id and what it waits for, in place of what the slot had.</summary>
    /// <param name="plan">The plan, for the units of its own that wait for one of the dependencies.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="id">The id; empty for a slot that is free.</param>
    /// <param name="dependencies">The slots that it waits for, each lower than its own.</param>
    public void Set(WorkerPlan plan, int slot, string id, int[] dependencies)
    {
        var index = slot - planned;
        if (index >= _ids.Length)
        {
            var length = Math.Max(index + 1, _ids.Length * 2);
            var grown = new int[length][];
            Array.Fill(grown, []);
            _dependencies.CopyTo(grown, 0);
            _dependencies = grown;
            var ids = new string[length];
            Array.Fill(ids, "");
            _ids.CopyTo(ids, 0);
            _ids = ids;
        }

        foreach (var dependency in _dependencies[index])
        {
            var list = _dependents[dependency];
            list.Remove(slot);
            if (list.All.Length == list.Planned)
                _dependents.Remove(dependency);
        }

        foreach (var dependency in dependencies)
        {
            if (!_dependents.TryGetValue(dependency, out var list))
                _dependents.Add(dependency, list = new SlotList(plan.DependentsOf(dependency)));

            list.Add(slot);
        }

        _ids[index] = id;
        _dependencies[index] = dependencies;
    }

    /// <summary>A list of slots: those of the plan, then attached ones.</summary>
    private sealed class SlotList(ReadOnlySpan<int> planned)
    {
        private int[] _slots = planned.ToArray();
        private int _count = planned.Length;

        public int Planned { get; } = planned.Length;

        public ReadOnlySpan<int> All => new(_slots, 0, _count);

        public void Add(int slot)
        {
            if (_count == _slots.Length)
                Array.Resize(ref _slots, Math.Max(4, _count * 2));

            _slots[_count++] = slot;
        }

        public void Remove(int slot)
        {
            var at = Array.IndexOf(_slots, slot, Planned, _count - Planned);
            _slots[at] = _slots[--_count];
        }
    }
}
