using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>A change of the code of the running process reloads the workers that want it, and no others.</summary>
public class CodeUpdateTests
{
    [Fact]
    public async Task R_RELOAD_a_code_update_reloads_a_worker_that_is_up_and_wants_it()
    {
        var rig = new Rig { ReloadOnCodeUpdate = true };
        var worker = rig.Unit("a").Build();
        await worker.StartAsync().InTime();

        UpdateCode();
        rig.Settle();

        Assert.Equal("up a, down a, up a", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.State);
        await worker.DisposeAsync().AsTask().InTime();
    }

    [Fact]
    public async Task A_worker_that_does_not_ask_for_it_is_not_reloaded()
    {
        var rig = new Rig();
        var worker = rig.Unit("a").Build();
        Assert.Null(new WorkerOptions { ReloadOnCodeUpdate = false }.ListenToCodeUpdates);
        await worker.StartAsync().InTime();

        UpdateCode();
        rig.Settle();

        Assert.Equal("up a", rig.Journal.ToString());
    }

    [Fact]
    public async Task None_is_reloaded_before_its_start_after_its_stop_or_after_its_end()
    {
        var rig = new Rig { ReloadOnCodeUpdate = true };
        var worker = rig.Unit("a").Build();
        UpdateCode();
        rig.Settle();
        Assert.Empty(rig.Journal.Entries);

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();
        UpdateCode();
        rig.Settle();
        Assert.Equal("up a, down a", rig.Journal.ToString());

        // A worker that was stopped can be started again, and is as before.
        await worker.StartAsync().InTime();
        UpdateCode();
        rig.Settle();
        Assert.Equal(3, rig.Journal.Count("up a"));

        await worker.DisposeAsync().AsTask().InTime();
        rig.Journal.Clear();
        UpdateCode();
        rig.Settle();
        Assert.Empty(rig.Journal.Entries);
    }

    [Fact]
    public void A_worker_that_nobody_disposes_is_not_kept()
    {
        var worker = Forgotten();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(worker.IsAlive);
        UpdateCode();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forgotten() => new(new Rig { ReloadOnCodeUpdate = true }.Unit("a").Build());

    /// <summary>As the runtime does after it has applied an update: it looks for the attribute, and in its type for the method by name.</summary>
    private static void UpdateCode()
    {
        var handler = Assert.Single(typeof(LifecycleWorker).Assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>());
        var method = handler.HandlerType.GetMethod("UpdateApplication", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, [typeof(Type[])]);
        Assert.NotNull(method);
        method.Invoke(null, [new[] { typeof(CodeUpdateTests) }]);
    }
}
