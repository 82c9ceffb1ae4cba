using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Lifecycle.Recipes.Telemetry;

public static class Program
{
    public static async Task<int> RunAsync(BaseProcessor<Activity> processor)
    {
        // Outside of the worker: what ends after the provider's dispose is lost, and the worker's last span ends with RunAsync.
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Lifecycle.Gen").AddProcessor(processor).Build();
        var exitCode = await Shop.RunAsync(options: new WorkerOptions { Telemetry = true });

        // ForceFlush may say true while the export still runs; Shutdown waits for it, as long as it is allowed to.
        return tracing.Shutdown(timeoutMilliseconds: 5000) || exitCode != 0 ? exitCode : 3;
    }
}

[Unit]
public sealed partial class Till
{
    [Run]
    private Task SellAsync(CancellationToken stopping) => Task.Delay(10, stopping);
}

[Worker, Mixin<Till>]
public sealed partial class Shop;
