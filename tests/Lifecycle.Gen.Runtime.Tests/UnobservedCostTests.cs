using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>What a start and a stop cost without any observation (R-OBS-3).</summary>
public class UnobservedCostTests
{
    [Fact]
    public void R_OBS_3_where_nobody_observes_a_unit_allocates_nothing()
    {
        SynchronizationContext.SetSynchronizationContext(null);

        Assert.Equal(Allocated(units: 10), Allocated(units: 510));
    }

    [Fact]
    public void R_OBS_3_where_nobody_observes_nothing_is_made_for_it()
    {
        var options = new WorkerOptions { Telemetry = false, RecordStartup = false, Observer = null };

        Assert.Null(options.MakeObservation);
        Assert.Null(options.MakeTracer);
        Assert.Null(new Rig().Unit("a").Build().Engine.Observed);
    }

    /// <summary>The bytes of a start and a stop after the first ones, which make what is kept.</summary>
    private static long Allocated(int units)
    {
        var plan = new WorkerPlan("Plain.Worker", () => [.. Enumerable.Range(0, units).Select(unit => $"u{unit}")], new ushort[units]);
        var worker = new TestWorker(plan, new WorkerOptions { WorkQueue = new ManualQueue() }, places => Array.Fill(places, new Plain()));
        long before = 0;
        for (var cycle = 0; cycle < 4; cycle++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(worker.StartAsync(CancellationToken.None).IsCompletedSuccessfully);
            Assert.True(worker.StopAsync(CancellationToken.None).IsCompletedSuccessfully);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Plain : IUnit
    {
        public Task? InvokeAsync(int hook, in HookCall call)
        {
            Task? nothing = null;
            return hook == Hook.Describe ? call.Describe(HookCounts.OnStartup + HookCounts.OnShutdown, "plain", "up down") : nothing;
        }
    }
}
