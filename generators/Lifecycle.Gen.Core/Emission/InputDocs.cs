using Lifecycle.Core.Plan;

namespace Lifecycle.Core.Emission;

/// <summary>
/// The comments on the inputs of a worker: which units take each, with what these say of the parameter. That is a reference and no copy: it is never out
/// of date, and it leads into the documentation of libraries too.
/// </summary>
internal static class InputDocs
{
    /// <summary>A longer comment is not read.</summary>
    private const int MostTakers = 4;

    /// <summary>Switches off what the compiler says of the references, if it reads comments at all: of two constructors it takes the first.</summary>
    public static void WriteHead(CodeWriter writer, LifecyclePlan plan)
    {
        if (plan.Inputs.Count > 0)
            writer.Line("#pragma warning disable CS0419, CS1574 // The comments refer to constructors by name.");
    }

    /// <summary>A line an input, and one for each of the other parameters; nothing for a worker without inputs.</summary>
    public static void Write(CodeWriter writer, LifecyclePlan plan, bool takesToken)
    {
        if (plan.Inputs.Count == 0)
            return;

        foreach (var input in plan.Inputs)
            writer.Line($"/// <param name=\"{input.Parameter}\">{Takers(input)}</param>");
        writer.Line("/// <param name=\"options\">Settings; <see langword=\"null\"/> for the defaults.</param>");
        if (takesToken)
            writer.Line("/// <param name=\"cancellationToken\">Requests a stop.</param>");
    }

    private static string Takers(PlanInput input)
    {
        var more = input.Takers.Count > MostTakers ? $" And by {input.Takers.Count - MostTakers} more." : "";
        var owned = input.IsOwned ? " The worker disposes it." : "";
        return string.Join(" ", input.Takers.Take(MostTakers).Select(Taker)) + more + owned;
    }

    private static string Taker(PlanTaker taker)
    {
        // The constructor of a generic class has no name that a comment could write.
        var type = taker.Type.Name;
        return type.IndexOf('<') >= 0
            ? $"Taken by {Escape(taker.Id)}."
            : $"Taken by <see cref=\"{type}\"/>. <inheritdoc cref=\"{Constructor(type)}\" path=\"/param[@name='{taker.Parameter}']/node()\"/>";
    }

    private static string Constructor(string type) => $"{type}.{type.Substring(Math.Max(type.LastIndexOf('.'), type.LastIndexOf(':')) + 1)}";

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
