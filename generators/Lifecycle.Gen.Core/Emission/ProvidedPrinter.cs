using Lifecycle.Core.Extraction;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>The values of <c>[Provides]</c> in the construction of a worker.</summary>
internal static class ProvidedPrinter
{
    private const string Runtime = "global::Lifecycle.Runtime.Provided.";

    /// <summary>A value that is there from the construction on.</summary>
    public static string Made(LifecyclePlan plan, int slot, string arguments) =>
        $"{Runtime}Made<{plan.Units[slot].Type.Name}>(this, {slot}, {Use(plan, slot, arguments)})";

    /// <summary>The place of a value that the worker does not own.</summary>
    public static string Unowned(int slot, string value) => $"{Runtime}Unowned(this, {slot}, {value})";

    /// <summary>The place of a value that is there from the start on.</summary>
    public static string Late(LifecyclePlan plan, int slot, string arguments)
    {
        var unit = plan.Units[slot];
        var maker = unit.Maker!;
        if (!maker.IsAsync)
            return $"{Runtime}Read<{unit.Type.Name}>(this, {slot}, () => {Use(plan, slot, arguments)})";

        var all = !maker.TakesToken ? arguments : arguments.Length == 0 ? "token" : arguments + ", token";
        var call = Use(plan, slot, all) + (maker.Call == MakerCall.ValueTask ? ".AsTask()" : "");
        return $"{Runtime}Start<{unit.Type.Name}>(this, {slot}, {(maker.TakesToken ? "token" : "_")} => {call}, {(maker.IsOwned ? "true" : "false")})";
    }

    private static string Use(LifecyclePlan plan, int slot, string arguments)
    {
        var unit = plan.Units[slot];
        var maker = unit.Maker!;
        var target = maker.Owner switch
        {
            MakerOwner.Unit => TypeNames.Escape(plan.Units[unit.Provider!.Value].Variable!),
            MakerOwner.Worker => "this",
            _ => maker.Class,
        };
        var member = $"{target}.{TypeNames.Escape(maker.Member)}";
        return maker.Call == MakerCall.Property ? member : $"{member}({arguments})";
    }
}
