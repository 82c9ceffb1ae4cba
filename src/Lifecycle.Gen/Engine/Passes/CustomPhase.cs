using Lifecycle.Engine.Foundation;

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

    /// <summary>Forgets the hooks, and makes room for so many units.</summary>
    public void Clear(int units)
    {
        FirstHooks = new int[units];
        Counts = new int[units];
    }
}
