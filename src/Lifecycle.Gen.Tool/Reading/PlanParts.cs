using Lifecycle.Runtime;

namespace Lifecycle.Tool.Reading;

/// <summary>What a plan is made of, while it is read.</summary>
/// <param name="worker">The full name of the worker.</param>
/// <param name="ids">The ids of its units, in the order of the start.</param>
/// <param name="dependencies">For each unit the number of units that it waits for, and their indexes.</param>
internal sealed class PlanParts(string worker, string[] ids, ushort[] dependencies)
{
    /// <summary>The conditions of units, by index.</summary>
    public (int Slot, string Condition)[] Conditions { get; set; } = [];

    /// <summary>As <see cref="WorkerPlan.OnRequest"/>.</summary>
    public ushort[] OnRequest { get; set; } = [];

    /// <summary>The custom phases.</summary>
    public IReadOnlyList<PlanPhase> Phases { get; set; } = [];

    /// <summary>What it has beside its units and phases.</summary>
    public PlanDetails? Details { get; set; }

    /// <summary>The plan.</summary>
    /// <exception cref="FormatException">The parts do not fit together.</exception>
    public WorkerPlan ToPlan()
    {
        var plan = new WorkerPlan(worker, () => ids, dependencies)
        {
            Conditions = () => Conditions,
            OnRequest = OnRequest,
            Phases = Phases,
            Details = Details,
        };
        return plan.Count == ids.Length ? plan : throw new FormatException($"It has {ids.Length} units and the dependencies of {plan.Count}.");
    }
}
