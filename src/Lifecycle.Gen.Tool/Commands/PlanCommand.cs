using Lifecycle.Tool.Reading;

namespace Lifecycle.Tool.Commands;

/// <summary><c>lifecycle plan</c>.</summary>
internal static class PlanCommand
{
    /// <summary>Writes plans.</summary>
    public static int Run(string path, string format, string? worker, TextWriter output)
    {
        var plans = PlanSource.Read(path);
        if (worker is not null)
            plans = [PlanSource.Choose(plans, worker, path)];

        if (plans.Count > 1 && PlanFormats.IsDocument(format))
        {
            var names = string.Join(" | ", plans.Select(static plan => plan.Worker));
            throw new ToolException($"{path} has {plans.Count} workers, and {format} is a document of one: choose with --worker {names}.");
        }

        output.WriteLine(string.Join("\n\n", plans.Select(plan => PlanFormats.Write(plan, format).TrimEnd('\n'))));
        return ExitCodes.Good;
    }
}

/// <summary>How plans can be written.</summary>
internal static class PlanFormats
{
    /// <summary>The names of all, the default first.</summary>
    public static readonly string[] All = ["tree", "list", "mermaid", "dot", "json", "svg"];

    /// <summary>Whether two plans in one output could be read by nothing.</summary>
    public static bool IsDocument(string format) => format is "json" or "svg" or "mermaid";

    /// <summary>A plan in a format.</summary>
    public static string Write(WorkerPlan plan, string format) => format switch
    {
        "list" => plan.ToString(),
        "mermaid" => plan.ToMermaid(),
        "dot" => plan.ToDot(),
        "json" => plan.ToJson(),
        "svg" => plan.ToSvg(),
        _ => plan.ToTree(),
    };
}
