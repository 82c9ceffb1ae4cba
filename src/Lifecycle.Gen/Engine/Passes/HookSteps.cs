using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// The hooks of a unit that are the steps of a pass. Lifespans are steps of the startup and shutdown passes: after the startup hooks on the way up, before
/// the shutdown hooks, last one first, on the way down.
/// </summary>
internal static class HookSteps
{
    public static int Count(UnitTable units, Pass pass, int slot, int phase)
    {
        ref var s = ref units.Slots[slot];
        var count = phase switch
        {
            Phase.Run => 0,
            Phase.OnDrain when !s.Is(UnitFlags.Ready) => 0,
            Phase.OnShutdown when !s.Is(UnitFlags.Up) => 0,
            >= Phase.FirstCustom => pass.Custom!.Counts[slot],
            _ => units.CountHooks(slot, s.Hooks, phase),
        };
        return (s.Hooks & HookCounts.AnyLifespan) == 0 ? count : count + CountLifespans(units, pass, slot, phase);
    }

    /// <summary>The number of the hook that is one step.</summary>
    public static int HookAt(UnitTable units, Pass pass, int slot, int phase, int step)
    {
        var hooks = units.Slots[slot].Hooks;
        if ((hooks & HookCounts.Mapped) == 0)
            return (phase << Hook.PhaseShift) + step;

        return phase >= Phase.FirstCustom ? pass.Custom!.FirstHooks[slot] + step
            : (hooks & HookCounts.AnyLifespan) == 0 ? (phase << Hook.PhaseShift) + step : HookAmongLifespans(units, pass, slot, phase, step);
    }

    private static int CountLifespans(UnitTable units, Pass pass, int slot, int phase) => phase switch
    {
        Phase.OnStartup => units.CountHooks(slot, units.Slots[slot].Hooks, Phase.Lifespan),
        Phase.OnShutdown when pass.Slots[slot].Is(PassFlags.HasLifespan) => pass.Lifespans!.CountOf(slot),
        _ => 0,
    };

    private static int HookAmongLifespans(UnitTable units, Pass pass, int slot, int phase, int step)
    {
        var lifespans = CountLifespans(units, pass, slot, phase);
        if (phase == Phase.OnShutdown)
            return step < lifespans ? pass.Lifespans!.At(slot, step).Hook : Hook.OnShutdown + step - lifespans;

        var hooks = lifespans == 0 ? int.MaxValue : units.CountHooks(slot, units.Slots[slot].Hooks, phase);
        return step < hooks ? (phase << Hook.PhaseShift) + step : Hook.Lifespan + step - hooks;
    }
}
