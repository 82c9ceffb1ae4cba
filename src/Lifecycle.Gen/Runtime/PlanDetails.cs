using System.ComponentModel;
using System.Text;

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

    /// <summary>Adds them to a list of the plan. A method of this class, so that a native program without details does not contain it.</summary>
    internal void List(StringBuilder text)
    {
        foreach (var input in Inputs)
            text.Append("\n  input ").Append(input);
        foreach (var point in ExtensionPoints)
            text.Append("\n  extension point ").Append(point);
    }
}
