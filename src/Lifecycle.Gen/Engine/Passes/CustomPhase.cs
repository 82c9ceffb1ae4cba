using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>A custom phase as one engine knows it: which hooks the units have in it, whose numbers differ from unit to unit.</summary>
internal sealed class CustomPhase(PlanPhase plan)
{
    public readonly PlanPhase Plan = plan;

    public readonly int Number = Phase.NumberOf(plan.Id);

    /// <summary>The number of the first hook, by slot.</summary>
    public int[] FirstHooks = [];

    /// <summary>How many hooks a unit has in the phase, by slot.</summary>
    public int[] Counts = [];

    /// <summary>Looks up the hooks of all units, anew.</summary>
    public static void FindHooks(CustomPhase[] phases, UnitTable units)
    {
        foreach (var phase in phases)
            phase.Clear(units.Slots.Length);

        for (var slot = 0; slot < units.Slots.Length; slot++)
        {
            if (units.Units[slot] is null || (units.Slots[slot].Hooks & HookCounts.CustomPhases) == 0)
                continue;

            foreach (var hook in units.Define(slot).HookTable)
            {
                if (hook.Phase is null || Array.Find(phases, phase => string.Equals(phase.Plan.Id, hook.Phase, StringComparison.Ordinal)) is not { } phase)
                    continue;

                if (phase.Counts[slot]++ == 0)
                    phase.FirstHooks[slot] = hook.Hook;
            }
        }
    }

    /// <summary>Forgets the hooks, and makes room for so many units.</summary>
    private void Clear(int units)
    {
        FirstHooks = new int[units];
        Counts = new int[units];
    }
}
