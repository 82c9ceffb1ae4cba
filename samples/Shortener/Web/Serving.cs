using Lifecycle;

namespace Shortener;

/// <summary>What the servers do while they are up.</summary>
internal static class Serving
{
    /// <summary>Prints of the worker what was asked for, and stays until the worker stops or reloads.</summary>
    public static Task RunAsync(LifecycleWorker worker, ReportForm? form, CancellationToken stopping)
    {
        var text = form switch
        {
            ReportForm.Table => worker.StartupReport?.ToString(),
            ReportForm.Gantt => worker.StartupReport?.ToMermaid(),
            ReportForm.Svg => worker.StartupReport?.ToSvg(),
            ReportForm.Tree => worker.Plan.ToTree(),
            ReportForm.Mermaid => worker.Plan.ToMermaid(),
            ReportForm.Dot => worker.Plan.ToDot(),
            ReportForm.Json => worker.Plan.ToJson(),
            ReportForm.Graph => worker.Plan.ToSvg(),
            _ => null,
        };
        if (text is not null)
            Console.WriteLine(text);
        return Task.Delay(Timeout.InfiniteTimeSpan, stopping);
    }
}
