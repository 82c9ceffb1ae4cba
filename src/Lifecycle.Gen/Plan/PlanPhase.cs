using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;
using UnitOrder = Lifecycle.Runtime.Contract.UnitOrder;

namespace Lifecycle;

/// <summary>
/// A custom phase of a <see cref="WorkerPlan"/>. Nested phases are flattened: each names the built-in phase before or after which it runs.
/// </summary>
public sealed class PlanPhase
{
    /// <summary>Called by generated code.</summary>
    /// <param name="id">The metadata name of its attribute.</param>
    /// <param name="anchor">The number of the built-in phase's first hook, see <see cref="Hook"/>; a negative number for phases that run on request,
    /// the same for those that run together.</param>
    /// <param name="isAfter">Whether the phase runs after the built-in phase, and not before.</param>
    /// <param name="order">A constant of <see cref="PhaseOrder"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PlanPhase(string id, int anchor, bool isAfter, int order)
    {
        Id = id;
        AnchorHook = anchor;
        IsAfter = isAfter;
        Order = order;
    }

    /// <summary>The metadata name of its attribute.</summary>
    public string Id { get; }

    /// <summary>
    /// The built-in phase before or after which it runs, such as <c>OnStartup</c>; <see langword="null"/> for a phase that runs on request.
    /// </summary>
    public string? Anchor => RunsOnRequest ? null : Phase.NameOf(Phase.Of(AnchorHook));

    /// <summary>Whether it runs after <see cref="Anchor"/>, and not before.</summary>
    public bool IsAfter { get; }

    /// <summary>The order over the units: a constant of <see cref="PhaseOrder"/>.</summary>
    public int Order { get; }

    internal int AnchorHook { get; }

    internal bool RunsOnRequest => AnchorHook < 0;

    internal UnitOrder UnitOrder => (UnitOrder)Order;

    /// <summary>The id, the position and the order.</summary>
    public override string ToString() => $"{Id} {(RunsOnRequest ? "on request" : (IsAfter ? "after " : "before ") + Anchor)}, {OrderName}";

    internal string OrderName => UnitOrder switch
    {
        UnitOrder.Forward => "forward",
        UnitOrder.Backward => "backward",
        _ => "parallel",
    };
}
