using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// The order in which a pass takes units. As long as each unit is through before the next one is looked at, the pass goes down the plan, in whose order no
/// unit has to wait. The dependencies are counted when the first unit stays under way while others could go on.
/// </summary>
internal struct PassOrder
{
    private ReadySet _ready;

    /// <summary>The units that the pass is about; <see langword="null"/> where it is about all.</summary>
    private SelectedUnits? _selected;
    private bool _isBackward;
    private bool _isParallel;
    private int _count;
    private int _step;

    /// <summary>The index of the next unit while the pass follows the plan.</summary>
    private int _next;

    /// <summary>The pass follows the plan: nothing is counted yet.</summary>
    public bool FollowsPlan { get; private set; }

    public readonly bool HasNext => FollowsPlan ? (uint)_next < (uint)_count : _ready.Count > 0;

    public void Begin(bool isBackward, bool isParallel, SelectedUnits? selected, int count)
    {
        _selected = selected;
        _isBackward = isBackward;
        _isParallel = isParallel;
        _count = count;
        FollowsPlan = true;
        _next = isBackward ? count - 1 : 0;
        _step = isBackward ? -1 : 1;
    }

    /// <summary>The next unit to take; negative if there is none now.</summary>
    public int Next(Pass pass, WorkerPlan plan, bool isAnyBusy)
    {
        if (!FollowsPlan || isAnyBusy)
            return NextReady(pass, plan);

        var index = _next;
        if ((uint)index >= (uint)_count)
            return -1;

        _next = index + _step;
        return SlotAt(index);
    }

    private int NextReady(Pass pass, WorkerPlan plan)
    {
        if (FollowsPlan)
            LeavePlan(pass, plan, again: -1);

        return _ready.Count > 0 ? _ready.Take() : -1;
    }

    /// <summary>A unit that was taken has to be taken again.</summary>
    public void TakeAgain(Pass pass, WorkerPlan plan, int slot)
    {
        if (FollowsPlan)
            LeavePlan(pass, plan, slot);

        _ready.Add(slot);
    }

    /// <summary>A unit is through: those that wait for it come nearer.</summary>
    public void Complete(Pass pass, WorkerPlan plan, int slot)
    {
        if (FollowsPlan || _isParallel)
            return;

        foreach (var next in _isBackward ? plan.DependenciesOf(slot) : plan.DependentsOf(slot))
        {
            ref var s = ref pass.Slots[next];
            if (s.Waits > 0 && pass.IsAbout(next) && --s.Waits == 0)
                _ready.Add(next);
        }
    }

    private readonly int SlotAt(int index) => _selected is null ? index : _selected[index];

    /// <summary>
    /// From here on units are taken as they become ready: counts, for those not taken yet, the units that are not through. A unit that does not take part
    /// waits for nothing, so that it holds up no other (R-START-1).
    /// </summary>
    private void LeavePlan(Pass pass, WorkerPlan plan, int again)
    {
        var slots = pass.Slots;
        FollowsPlan = false;
        _ready.Clear(slots.Length, highestFirst: _isBackward);
        var end = _isBackward ? -1 : _count;
        if (_next == end)
            return;

        var first = SlotAt(_next);
        for (var index = _next; index != end; index += _step)
        {
            var slot = SlotAt(index);
            ref var s = ref slots[slot];
            s.Waits = 0;
            if (!_isParallel && pass.TakesPart(slot))
            {
                foreach (var other in _isBackward ? plan.DependentsOf(slot) : plan.DependenciesOf(slot))
                {
                    var isTaken = _isBackward ? other > first : other < first;
                    if (pass.IsAbout(other) && (!isTaken || other == again || slots[other].Is(PassFlags.Busy)))
                        s.Waits++;
                }
            }

            if (s.Waits == 0)
                _ready.Add(slot);
        }
    }
}
