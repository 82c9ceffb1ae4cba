using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>The arguments of <c>Func&lt;T&gt;</c> and <c>Lazy&lt;T&gt;</c> parameters.</summary>
internal static class LatePrinter
{
    private const string Runtime = "global::Lifecycle.Runtime.Late.";

    /// <summary>Access to a unit; where the parameter itself may be <c>null</c>, it is for a unit that is disabled.</summary>
    public static string Argument(LifecyclePlan plan, PlanArgument.Late late, int consumer)
    {
        var call = $"{Runtime}{(late.Access.MayGiveNull ? "Optional" : "")}{late.Access.Kind}<{late.Access.Type}>(this, {consumer}, {late.Slot})";
        return plan.Units[late.Slot].Condition is null || late.Access.MayGiveNull
            ? call
            : $"{WorkerSurface.Inherited(plan, "IsEnabled")}({late.Slot}) ? {call} : null";
    }

    /// <summary>The value itself, in code that runs in the start.</summary>
    public static string Now(PlanArgument.LateNow now, int consumer) => $"{Runtime}Func<{now.Access.Type}>(this, {consumer}, {now.Slot})()";

    /// <summary>Access to nothing.</summary>
    public static string Nothing(PlanArgument.LateNull none) =>
        none.Access.Kind == LateKind.Func ? "static () => null" : $"new global::System.Lazy<{none.Access.Type}?>(static () => null)";
}
