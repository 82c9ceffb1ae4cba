using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>
/// Lifespans are steps of the startup and shutdown passes: after the startup hooks on the way up, before the shutdown hooks, last one first,
/// on the way down. Which are to be ended is known by what was kept, not by how far the unit has come.
/// </content>
internal sealed partial class WorkerEngine
{
    private List<Lifespan>?[]? _lifespans;

    /// <summary>A first half has come to its end. False: its visit was given up meanwhile, so nobody would end it.</summary>
    public bool TryKeep(Lifespan lifespan)
    {
        lock (_lock)
        {
            ref var s = ref _slots[lifespan.Slot];
            if (s.Turn != lifespan.Turn)
                return false;

            if (_lifespans is null || _lifespans.Length < _slots.Length)
                Array.Resize(ref _lifespans, _slots.Length); // Units may be attached later.

            (_lifespans[lifespan.Slot] ??= []).Add(lifespan);
            s.Flags |= SlotFlags.Alive;
            return true;
        }
    }

    private int CountLifespans(int slot, ref Slot s, int phase) => phase switch
    {
        Phase.OnStartup => CountHooks(slot, s.Hooks, Phase.Lifespan),
        Phase.OnShutdown when (s.Flags & SlotFlags.Alive) != SlotFlags.None => _lifespans![slot]!.Count,
        _ => 0,
    };

    private int HookAmongLifespans(int slot, int phase, int step)
    {
        ref var s = ref _slots[slot];
        var lifespans = CountLifespans(slot, ref s, phase);
        if (phase == Phase.OnShutdown)
            return step < lifespans ? KeptAt(slot, step).Hook : Hook.OnShutdown + step - lifespans;

        var hooks = lifespans == 0 ? int.MaxValue : CountHooks(slot, s.Hooks, phase);
        return step < hooks ? (phase << Hook.PhaseShift) + step : Hook.Lifespan + step - hooks;
    }

    private Task? InvokeLifespan(IUnit unit, in Visit visit, CancellationToken token) =>
        visit.Forward
            ? unit.InvokeAsync(visit.Hook, new HookCall(Worker, in visit, new HookSource(token)))
            : KeptAt(visit.Slot, visit.Step).EndAsync(token);

    private Lifespan KeptAt(int slot, int step) => _lifespans![slot]![^(step + 1)];

    private void ForgetLifespans(int slot, ref Slot s)
    {
        _lifespans![slot] = null;
        s.Flags &= ~SlotFlags.Alive;
    }
}
