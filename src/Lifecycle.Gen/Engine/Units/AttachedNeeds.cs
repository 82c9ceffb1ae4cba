using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>
/// Which units an attached one needs. Its generated code decides by type, so a class is asked once for each type that units have, and not for each unit.
/// What has a name as well is asked for each, and so are provided values, whose object may come later.
/// </summary>
internal sealed class AttachedNeeds
{
    private readonly UnitTable _table;
    private readonly Dictionary<Type, List<int>> _slots = [];
    private readonly List<List<int>> _all = [];
    private readonly Dictionary<Type, Answers> _answers = [];
    private readonly List<int> _values = [];

    public AttachedNeeds(UnitTable table)
    {
        _table = table;
        Read();
    }

    /// <summary>Reads all units anew: the worker has made its own.</summary>
    public void Read()
    {
        _slots.Clear();
        _all.Clear();
        _answers.Clear();
        _values.Clear();
        for (var slot = 0; slot < _table.Units.Length; slot++)
        {
            if (_table.Units[slot] is { } unit)
                Add(unit, slot);
        }
    }

    /// <summary>A unit has got a slot.</summary>
    public void Add(IUnit unit, int slot)
    {
        if (unit is IValue)
        {
            _values.Add(slot);
            return;
        }

        if (!_slots.TryGetValue(unit.GetType(), out var slots))
        {
            _slots.Add(unit.GetType(), slots = []);
            _all.Add(slots);
        }

        slots.Add(slot);
    }

    /// <summary>An attached unit has lost its slot.</summary>
    public void Remove(IUnit unit, int slot)
    {
        if (unit is IValue)
            _values.Remove(slot);
        else if (_slots.TryGetValue(unit.GetType(), out var slots))
            slots.Remove(slot);
    }

    /// <summary>The slots of the units that one needs, in ascending order.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="below">Slots from this on are not looked at.</param>
    public int[] Of(IUnit unit, int below)
    {
        var needs = new List<int>();
        if (unit is INamedNeeds named)
        {
            AddNamed(named, unit, below, needs);
        }
        else
        {
            foreach (var slots in NeededBy(unit))
            {
                foreach (var slot in slots)
                {
                    if (slot < below && _table.Units[slot] is not null)
                        needs.Add(slot);
                }
            }

            foreach (var slot in _values)
            {
                if (slot < below && _table.Units[slot] is IValue value && unit.Needs(value.Constructed ?? value))
                    needs.Add(slot);
            }
        }

        needs.Sort();
        return needs.Count == 0 ? [] : [.. needs];
    }

    private void AddNamed(INamedNeeds named, IUnit unit, int below, List<int> needs)
    {
        for (var slot = 0; slot < below; slot++)
        {
            if (_table.Units[slot] is not { } other)
                continue;

            var needed = (other as IValue)?.Constructed ?? other;
            if (unit.Needs(needed) || named.Needs(needed, _table.Plan.IdOf(slot)))
                needs.Add(slot);
        }
    }

    /// <summary>The lists of slots whose units the class of a unit needs. A list without a unit is asked about when it has one again.</summary>
    private List<List<int>> NeededBy(IUnit unit)
    {
        if (!_answers.TryGetValue(unit.GetType(), out var answers))
            _answers.Add(unit.GetType(), answers = new Answers());

        for (; answers.Seen < _all.Count; answers.Seen++)
            answers.Open.Add(_all[answers.Seen]);

        for (var i = answers.Open.Count - 1; i >= 0; i--)
        {
            var slots = answers.Open[i];
            if (slots.Count == 0 || _table.Units[slots[0]] is not { } other)
                continue;

            answers.Open.RemoveAt(i);
            if (unit.Needs(other))
                answers.Needed.Add(slots);
        }

        return answers.Needed;
    }

    private sealed class Answers
    {
        /// <summary>So many of all lists were seen.</summary>
        public int Seen;

        public List<List<int>> Needed { get; } = [];

        /// <summary>Those that had no unit.</summary>
        public List<List<int>> Open { get; } = [];
    }
}
