using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle;

/// <summary>A custom phase in its place in a <see cref="WorkerPlan"/>: nested ones are flattened, so it names the built-in phase that it comes before or after.</summary>
public sealed class PlanPhase
{
    /// <summary>Used by generated code.</summary>
    /// <param name="id">The name in metadata of its attribute.</param>
    /// <param name="anchor">The first hook of the built-in phase, see <see cref="Hook"/>; below zero and alike for phases that run together on request.</param>
    /// <param name="isAfter">Whether it comes after that, and not before.</param>
    /// <param name="order">One of <see cref="PhaseOrder"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PlanPhase(string id, int anchor, bool isAfter, int order)
    {
        Id = id;
        AnchorHook = anchor;
        IsAfter = isAfter;
        Order = order;
    }

    /// <summary>The name in metadata of its attribute.</summary>
    public string Id { get; }

    /// <summary>The built-in phase that it comes before or after, such as <c>OnStartup</c>; <see langword="null"/> for one that runs on request.</summary>
    public string? Anchor => RunsOnRequest ? null : Phase.NameOf(Phase.Of(AnchorHook));

    /// <summary>Whether it comes after <see cref="Anchor"/>, and not before.</summary>
    public bool IsAfter { get; }

    /// <summary>The order over the units: one of <see cref="PhaseOrder"/>.</summary>
    public int Order { get; }

    internal int AnchorHook { get; }

    internal bool RunsOnRequest => AnchorHook < 0;

    internal Direction Direction => (Direction)Order;

    /// <summary>The id, the place and the order.</summary>
    public override string ToString() => $"{Id} {(RunsOnRequest ? "on request" : (IsAfter ? "after " : "before ") + Anchor)}, {OrderName}";

    internal string OrderName => Direction switch
    {
        Direction.Forward => "forward",
        Direction.Backward => "backward",
        _ => "parallel",
    };
}
