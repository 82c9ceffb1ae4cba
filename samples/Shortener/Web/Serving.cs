using Lifecycle;

namespace Shortener;

/// <summary>What the servers do while they are up.</summary>
internal static class Serving
{
    /// <summary>Tells how the start went, where that was recorded, and stays until the worker stops or reloads.</summary>
    public static Task RunAsync(LifecycleWorker worker, CancellationToken stopping)
    {
        if (worker.StartupReport is { } report)
            Console.WriteLine(report);
        return Task.Delay(Timeout.InfiniteTimeSpan, stopping);
    }
}
