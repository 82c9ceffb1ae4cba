using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;
using UnitOrder = Lifecycle.Runtime.Contract.UnitOrder;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// A pass takes every unit through one phase along the edges: which unit is next, whether it takes part and has work, and how far it has come when it is
/// through. It calls no hook.
/// </summary>
internal sealed class Pass(UnitTable units, TaskSupervisor tasks)
{
    private readonly int _limit = units.Scope.Options.MaxConcurrency > 0 ? units.Scope.Options.MaxConcurrency : int.MaxValue;
    private PassOrder _order;
    private int _remaining;

    /// <summary>The counts of hooks that are work in this phase, and how far a unit must have come: enough to tell for most units.</summary>
    private ulong _work;
    private UnitFlags _came;

    public PassSlot[] Slots = new PassSlot[units.Slots.Length];

    /// <summary>The lifespans whose first half is done; <see langword="null"/> before the first.</summary>
    public LifespanTable? Lifespans;

    /// <summary>The custom phase that the pass is of, if it is of one.</summary>
    public CustomPhase? Custom;

    /// <summary>Which units take part in a custom phase.</summary>
    public CustomPhasePart CustomPart;

    public int PhaseNumber;

    /// <summary>A failure in the pass rolls the operation back; on the way down every unit gets its hooks.</summary>
    public bool OnWayUp;

    /// <summary>How many units are taken and not settled.</summary>
    public int Busy;

    /// <summary>Changes whenever a unit is through or a hook was abandoned.</summary>
    public int Progress;

    public bool IsActive;

    /// <summary>Whether further units could be taken beside those that are under way.</summary>
    public bool HasNext => Busy < _limit && _order.HasNext;

    /// <summary>The pass is over: every unit is through, or the way up was cancelled and nothing is under way any more.</summary>
    public bool IsOver => Busy == 0 && (_remaining == 0 || units.Movement.IsCancelled);

    /// <summary>Lets one phase begin for the units that take part in the operation.</summary>
    public void Begin(int phase, UnitOrder order, bool onWayUp)
    {
        var count = units.Slots.Length;
        units.Reports?.PassBegins(count);
        lock (units.Scope.Gate)
        {
            if (Slots.Length < count)
                Array.Resize(ref Slots, count);

            PhaseNumber = phase;
            _work = WorkOf(phase);
            _came = CameOf(phase);
            OnWayUp = onWayUp;
            Busy = 0;
            _remaining = units.PartCount;
            _order.Begin(order == UnitOrder.Backward, order == UnitOrder.Parallel, units.Movement.IsSelective ? units.Selected : null, _remaining);

            // Also the mark of a background task that failed meanwhile.
            for (var i = 0; i < _remaining; i++)
            {
                ref var p = ref Slots[units.PartAt(i)];
                p.Step = 0;
                p.Flags &= ~PassFlags.Failed;
            }

            IsActive = true;
        }
    }

    /// <summary>Takes the next unit, passing through those that have nothing to do. False: there is none now.</summary>
    public bool TakeLocked(ref Visit visit, long now, CancellationToken token)
    {
        visit.Slot = -1;
        if (!IsActive || units.Movement.IsCancelled)
            return false;

        int slot;
        var plan = units.Plan;
        var unitSlots = units.Slots;
        var passSlots = Slots;
        while (Busy < _limit && (slot = _order.Next(this, plan, Busy != 0)) >= 0)
        {
            ref var s = ref unitSlots[slot];
            ref var p = ref passSlots[slot];
            if ((s.Hooks & _work) == 0 || !HasCome(ref s))
            {
                var takesPart = TakesPart(slot, ref s, ref p);
                if (!takesPart || !HasWork(slot, ref s, ref p))
                {
                    CompleteLocked(slot, takesPart, now);
                    continue;
                }
            }

            p.Flags |= PassFlags.Busy;
            p.Generation++;
            Busy++;
            if (PhaseNumber == Phase.OnStartup)
                units.SetStateLocked(slot, ref s, UnitState.Starting, now);
            else if (PhaseNumber == Phase.OnShutdown && s.State == UnitState.Started)
                units.SetStateLocked(slot, ref s, UnitState.Stopping, now);

            visit.Slot = slot;
            visit.Generation = p.Generation;
            visit.Step = p.Step;
            visit.PhaseNumber = PhaseNumber;
            visit.Hook = PhaseNumber << Hook.PhaseShift;
            visit.OnWayUp = OnWayUp;
            if (visit.Token != token) // Writing a reference through a reference costs more than looking at it.
                visit.Token = token;

            visit.Result = VisitResult.Done;
            visit.Error = null;
            if (!ReferenceEquals(visit.Pending, p.Pending))
                visit.Pending = p.Pending;

            return true;
        }

        return false;
    }

    /// <summary>Whether the pass takes the unit at all. Under the lock.</summary>
    public bool IsAbout(int slot) => units.TakesPart(slot);

    /// <summary>Whether the unit has come as far as the pass asks for. Under the lock.</summary>
    public bool TakesPart(int slot) => TakesPart(slot, ref units.Slots[slot], ref Slots[slot]);

    /// <summary>Whether the visit is the current one of its unit. Under the lock.</summary>
    public bool Owns(in Visit visit) => Slots[visit.Slot].Generation == visit.Generation;

    /// <summary>Whether the visit was abandoned meanwhile; then it has nothing to settle.</summary>
    public bool IsAbandonedLocked(ref Visit visit)
    {
        if (Owns(in visit))
            return false;

        units.Abandoned?.Remove(visit.Slot, visit.Generation);
        visit.Result = VisitResult.Suspended;
        return true;
    }

    /// <summary>Like <see cref="IsAbandonedLocked"/>, without the lock.</summary>
    public bool IsAbandoned(ref Visit visit)
    {
        lock (units.Scope.Gate)
            return IsAbandonedLocked(ref visit);
    }

    /// <summary>A unit that was taken has to be taken again: for another attempt, or because what it waited for is over.</summary>
    public void TakeAgainLocked(int slot)
    {
        units.Scope.AssertLocked();
        _order.TakeAgain(this, units.Plan, slot);
    }

    /// <summary>The unit is through this pass.</summary>
    /// <remarks>It took part when it was taken; only tasks that have ended since can have changed that.</remarks>
    public void CompleteLocked(int slot, long now) =>
        CompleteLocked(slot, PhaseNumber is not (Phase.OnShutdown or Phase.Run) || HasCome(ref units.Slots[slot]) || TakesPart(slot), now);

    /// <summary>The unit is abandoned by its visit, or detached: what still comes back of its hooks must not change the slot.</summary>
    public void RenewGenerationLocked(int slot)
    {
        if (slot < Slots.Length)
            Slots[slot] = new PassSlot { Generation = Slots[slot].Generation + 1 };
    }

    /// <summary>Records a failure that does not end the pass.</summary>
    public void RecordFailureLocked(int slot, LifecycleException error)
    {
        units.Scope.AssertLocked();
        if (!units.Movement.IsOnRequest)
        {
            MarkFailedLocked(slot);
            units.Slots[slot].Reason ??= error.InnerException ?? error;
        }

        units.Movement.AddError(error);
    }

    public void MarkFailedLocked(int slot)
    {
        if (slot < Slots.Length)
            Slots[slot].Flags |= PassFlags.Failed;
    }

    private void CompleteLocked(int slot, bool takesPart, long now)
    {
        _remaining--;
        Progress++;
        if (takesPart)
            AdvanceLocked(slot, ref units.Slots[slot], ref Slots[slot], now);

        _order.Complete(this, units.Plan, slot);
    }

    private void AdvanceLocked(int slot, ref UnitSlot s, ref PassSlot p, long now)
    {
        switch (PhaseNumber)
        {
            case Phase.OnInit:
                s.Flags |= UnitFlags.Initialised;
                break;
            case Phase.PreStartup:
                s.Flags |= UnitFlags.Prepared;
                break;
            case Phase.OnStartup:
                s.Flags |= UnitFlags.Up;
                if (!p.Is(PassFlags.Failed))
                {
                    s.Reason = null;
                    units.SetStateLocked(slot, ref s, UnitState.Started, now);
                    units.Attached?.OfferExtensionLocked(slot);
                }

                break;
            case Phase.OnReady:
                s.Flags |= UnitFlags.Ready;
                break;
            case Phase.OnDrain:
                s.Flags &= ~UnitFlags.Ready;
                break;
            case Phase.OnShutdown:
                s.Flags &= ~UnitFlags.Up;
                if (p.Is(PassFlags.HasLifespan))
                    Lifespans!.ForgetLocked(slot);

                units.SetStateLocked(slot, ref s, p.Is(PassFlags.Failed) || s.Reason is not null ? UnitState.Failed : UnitState.Stopped, now);
                break;
            case Phase.PostShutdown:
                s.Flags = (s.Flags & ~UnitFlags.Prepared) | UnitFlags.Left;
                break;
            case Phase.OnExit:
                s.Flags = (s.Flags & ~UnitFlags.Initialised) | UnitFlags.Left;
                break;
        }
    }

    private static ulong WorkOf(int phase) => phase switch
    {
        Phase.OnStartup => HookCounts.Saturated * (HookCounts.OnStartup | HookCounts.Background | HookCounts.Lifespan),
        >= Phase.FirstCustom => 0, // They have no counts of their own.
        _ => Phase.MaskOf(phase),
    };

    private static UnitFlags CameOf(int phase) => phase switch
    {
        Phase.OnDrain => UnitFlags.Ready,
        Phase.OnShutdown => UnitFlags.Up,
        Phase.PostShutdown => UnitFlags.Prepared,
        Phase.OnExit => UnitFlags.Initialised,
        _ => UnitFlags.None,
    };

    /// <summary>Whether the unit has certainly come as far as this phase asks for, the operation being about all units.</summary>
    private bool HasCome(ref UnitSlot s) => !units.Movement.IsSelective && Came(ref s);

    private bool Came(ref UnitSlot s) => _came == UnitFlags.None ? PhaseNumber <= Phase.OnReady && s.State != UnitState.Disabled : s.Is(_came);

    /// <summary>Whether the unit has come as far as this phase asks for.</summary>
    private bool TakesPart(int slot, ref UnitSlot s, ref PassSlot p) =>
        (!units.Movement.IsSelective || IsSelectedFor(ref s)) && (Came(ref s) || TakesPartOtherwise(slot, ref s, ref p));

    private bool TakesPartOtherwise(int slot, ref UnitSlot s, ref PassSlot p) => PhaseNumber switch
    {
        Phase.OnDrain => tasks.DrainedOf(slot) is not null,
        Phase.Run => tasks.RunOf(slot) is not null,
        Phase.OnShutdown => p.Is(PassFlags.HasLifespan) || tasks.EndedBefore(Phase.OnShutdown, slot) is not null,
        Phase.Disposal => units.Units[slot] is not null, // The counts outlive the instances.
        >= Phase.FirstCustom => TakesPartInCustom(ref s),
        _ => false,
    };

    private bool IsSelectedFor(ref UnitSlot s) => s.Is(UnitFlags.Selected) && (PhaseNumber != Phase.OnInit || !s.Is(UnitFlags.Initialised));

    /// <summary>On the way down: the units that have come as far as the built-in phases before it ask for.</summary>
    private bool TakesPartInCustom(ref UnitSlot s) => CustomPart switch
    {
        CustomPhasePart.NotSettled => s.State != UnitState.Disabled && !s.Is(UnitFlags.Settled),
        CustomPhasePart.All => s.State != UnitState.Disabled,
        CustomPhasePart.Prepared => s.Is(UnitFlags.Prepared),
        CustomPhasePart.Initialised => s.Is(UnitFlags.Initialised),
        CustomPhasePart.Left => s.Is(UnitFlags.Left),
        _ => s.Is(UnitFlags.Up),
    };

    private bool HasWork(int slot, ref UnitSlot s, ref PassSlot p) => (s.Hooks & _work) != 0 || PhaseNumber switch
    {
        Phase.Run => true,
        Phase.OnStartup => units.Reports is not null,
        Phase.OnDrain => tasks.DrainedOf(slot) is not null,
        Phase.OnShutdown => units.Reports is not null || p.Is(PassFlags.HasLifespan) || tasks.EndedBefore(Phase.OnShutdown, slot) is not null,
        >= Phase.FirstCustom => Custom!.Counts[slot] != 0,
        _ => false,
    };
}

/// <summary>The units that take part in a custom phase, by where it stands in the cycle.</summary>
internal enum CustomPhasePart : byte
{
    /// <summary>The units that are up.</summary>
    Up,

    /// <summary>All units, on the way up.</summary>
    All,

    /// <summary>The units that have not been through the custom phases around OnInit.</summary>
    NotSettled,

    /// <summary>The units that get PostShutdown.</summary>
    Prepared,

    /// <summary>The units that get OnExit.</summary>
    Initialised,

    /// <summary>The units that have been through PostShutdown or OnExit.</summary>
    Left,
}
