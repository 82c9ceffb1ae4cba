namespace Lifecycle.Engine;

/// <summary>A custom phase as one engine knows it: which hooks the units have in it, whose numbers differ from unit to unit.</summary>
internal sealed class CustomPhase(PlanPhase plan, int units)
{
    public readonly PlanPhase Plan = plan;

    public readonly int Number = Phase.NumberOf(plan.Id);

    /// <summary>By the place of the unit.</summary>
    public readonly int[] FirstHooks = new int[units];

    /// <summary>By the place of the unit.</summary>
    public readonly int[] Counts = new int[units];
}
