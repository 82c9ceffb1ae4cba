namespace Lifecycle.Engine;

/// <content>Whose turn it is within a pass.</content>
internal sealed partial class WorkerEngine
{
    private ReadySet _ready;

    /// <summary>
    /// As long as each unit is through before the next one is looked at, the pass goes down the plan, in whose order nobody has to wait. Who waits for whom
    /// is counted when the first unit stays under way while others could go on.
    /// </summary>
    private bool _inOrder;

    /// <summary>The next unit while the pass is <see cref="_inOrder"/>.</summary>
    private int _next;

    private bool HasNext => _inOrder ? (uint)_next < (uint)_slots.Length : _ready.Count > 0;

    private void BeginOrder()
    {
        var backward = _direction == Direction.Backward;
        _ready.Clear(highestFirst: backward);
        _inOrder = true;
        _next = backward ? _slots.Length - 1 : 0;
    }

    /// <summary>The unit whose turn it is; negative if there is none now.</summary>
    private int NextSlot()
    {
        if (_inOrder && _busy == 0)
        {
            var slot = _next;
            if ((uint)slot >= (uint)_slots.Length)
                return -1;

            _next += _direction == Direction.Backward ? -1 : 1;
            return slot;
        }

        LeaveOrder(again: -1);
        return _ready.Count > 0 ? _ready.Take() : -1;
    }

    /// <summary>A unit that was taken has to be taken again.</summary>
    private void TakeAgain(int slot)
    {
        LeaveOrder(slot);
        _ready.Add(slot);
    }

    /// <summary>From here on whoever is ready may go first: counts, for those whose turn has not come, the units that are not through.</summary>
    private void LeaveOrder(int again)
    {
        if (!_inOrder)
            return;

        _inOrder = false;
        var backward = _direction == Direction.Backward;
        var end = backward ? -1 : _slots.Length;
        for (var slot = _next; slot != end; slot += backward ? -1 : 1)
        {
            ref var s = ref _slots[slot];
            s.Pending = 0;
            if (_direction != Direction.Parallel)
            {
                foreach (var other in backward ? _plan.DependentsOf(slot) : _plan.DependenciesOf(slot))
                {
                    var isTaken = backward ? other > _next : other < _next;
                    if (!isTaken || other == again || (_slots[other].Flags & SlotFlags.Busy) != SlotFlags.None)
                        s.Pending++;
                }
            }

            if (s.Pending == 0)
                _ready.Add(slot);
        }
    }
}
