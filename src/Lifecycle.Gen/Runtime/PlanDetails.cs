using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// What a <see cref="WorkerPlan"/> shows and the engine does without. A method of the worker returns it, which a native program that reads none of it does not
/// contain.
/// </summary>
/// <param name="inputs">See <see cref="WorkerPlan.Inputs"/>.</param>
/// <param name="extensionPoints">See <see cref="WorkerPlan.ExtensionPoints"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PlanDetails(PlanInput[] inputs, PlanExtensionPoint[] extensionPoints)
{
    internal static readonly PlanDetails None = new([], []);

    internal PlanInput[] Inputs { get; } = inputs;

    internal PlanExtensionPoint[] ExtensionPoints { get; } = extensionPoints;
}
