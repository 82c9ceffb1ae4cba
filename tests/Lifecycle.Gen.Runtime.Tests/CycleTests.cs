using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Cases S: the phases of a whole cycle, in their order and when one of them fails.</summary>
public class CycleTests
{
    private static readonly int[] s_everyPhase =
        [Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];

    [Fact]
    public async Task S1_every_phase_of_a_chain_runs_up_and_then_down()
    {
        var rig = new Rig();
        rig.Unit("1", "", u => u.Marks(s_everyPhase)).Unit("2", "1", u => u.Marks(s_everyPhase)).Unit("3", "2", u => u.Marks(s_everyPhase).Marks(Hook.Run));
        var worker = rig.Build();

        await worker.StartAsync().InTime();
        rig.Settle();
        await worker.WaitAsync().InTime();
        await worker.DisposeAsync();

        Assert.Equal(
            "init 1, init 2, init 3, prepare 1, prepare 2, prepare 3, up 1, up 2, up 3, ready 1, ready 2, ready 3, run 3, "
            + "drain 3, drain 2, drain 1, down 3, down 2, down 1, after 3, after 2, after 1, exit 3, exit 2, exit 1, dispose 3, dispose 2, dispose 1",
            rig.Journal.ToString());
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task S6_a_failing_startup_takes_down_what_was_up_and_ends_the_rest()
    {
        var rig = new Rig();
        int[] marks = [Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];
        rig.Unit("1", "", u => u.Marks(Hook.OnStartup).Marks(marks))
            .Unit("2", "1", u => u.On(Hook.OnStartup, () => throw new IOException("no")).Marks(marks))
            .Unit("3", "2", u => u.Marks(Hook.OnStartup).Marks(marks));
        var worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal("up 1, up 2, down 1, after 3, after 2, after 1, exit 3, exit 2, exit 1, dispose 3, dispose 2, dispose 1", rig.Journal.ToString());
        Assert.Equal(("Test.Worker", "2", "up1", "OnStartup"), (error.Worker, error.Unit, error.Hook, error.Phase));
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task S4_two_reloads_and_a_stop_make_three_cycles()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.OnStartup, Hook.OnShutdown).On(Hook.Run, token => rig.Delay(-1, token))).Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Settle();

        worker.RequestReload();
        worker.RequestReload();
        rig.Settle();
        worker.RequestStop();
        rig.Settle();
        await end.InTime();

        Assert.Equal("init a, up a, run a, down a, up a, run a, down a, up a, run a, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task S7_a_failing_PreStartup_gives_PostShutdown_to_those_that_passed()
    {
        var rig = new Rig();
        int[] marks = [Hook.OnStartup, Hook.OnShutdown, Hook.PostShutdown];
        rig.Unit("1", "", u => u.Marks(Hook.PreStartup).Marks(marks)).Unit("2", "1", u => u.On(Hook.PreStartup, () => throw new IOException("2")).Marks(marks));

        await Assert.ThrowsAsync<UnitStartException>(() => rig.Build().StartAsync().InTime());

        Assert.Equal("prepare 1, prepare 2, after 1, dispose 2, dispose 1", rig.Journal.ToString());
    }

    [Fact]
    public async Task S8_a_failing_shutdown_stops_nobody()
    {
        var rig = new Rig();
        int[] marks = [Hook.OnStartup, Hook.PostShutdown];
        rig.Unit("1", "", u => u.Marks(marks).Marks(Hook.OnShutdown)).Unit("2", "1", u => u.Marks(marks).On(Hook.OnShutdown, () => throw new IOException("2")));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal("up 1, up 2, down 2, down 1, after 2, after 1", rig.Journal.ToString());
    }

    [Fact]
    public async Task S9_a_failing_run_and_a_failing_shutdown_are_both_visible()
    {
        var rig = new Rig();
        var worker = rig.Unit("1", "", u => u.On(Hook.Run, () => throw new IOException("X")).On(Hook.OnShutdown, () => throw new IOException("Y"))).Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Settle();

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());

        Assert.Equal(("X", "Run"), (error.InnerException!.Message, error.Phase));
        Assert.Equal("Y", Assert.Single(error.Others).InnerException!.Message);
    }

    [Fact]
    public async Task S15_a_reload_during_a_stop_is_dropped()
    {
        var rig = new Rig();
        var worker = rig.Unit("1", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token))).Build();
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        worker.RequestReload();
        rig.Advance(1);
        await stop.InTime();
        rig.Settle();

        Assert.Equal("up 1, down 1", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task S17_the_second_cycle_of_a_worker_comes_without_init()
    {
        var rig = new Rig();
        var worker = rig.Unit("1", "", u => u.Marks(Hook.OnInit, Hook.OnStartup, Hook.OnShutdown, Hook.OnExit)).Build();

        for (var cycle = 0; cycle < 2; cycle++)
        {
            await worker.StartAsync().InTime();
            await worker.StopAsync().InTime();
        }

        await worker.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.StartAsync());

        Assert.Equal("init 1, up 1, down 1, up 1, down 1, exit 1, dispose 1", rig.Journal.ToString());
    }

    [Fact]
    public async Task M2_sync_and_async_hooks_of_a_unit_keep_their_order()
    {
        var rig = new Rig();
        rig.Unit("1", "", u => u.Marks(Hook.OnStartup).On(Hook.OnStartup, token => rig.Delay(1, token)).Marks(Hook.OnStartup)
            .On(Hook.OnShutdown, token => rig.Delay(1, token)).Marks(Hook.OnShutdown)).Unit("2", "1");
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(1);
        await start.InTime();
        var stop = worker.StopAsync();
        rig.Advance(1);
        await stop.InTime();

        Assert.Equal("up 1, up2 1, up3 1, up 2, down 2, down 1, down2 1", rig.Journal.ToString());
    }

    [Fact]
    public async Task R3_a_drain_that_never_ends_is_cut_off_at_the_budget_and_the_rest_goes_down_in_reverse()
    {
        var rig = new Rig();
        rig.Unit("resource").Unit("server", "resource", u => u.Marks(Hook.OnShutdown).On(Hook.OnDrain, token => rig.Delay(-1, token)));
        var worker = rig.Build(shutdown: 0.3);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        rig.Advance(0.3);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());

        Assert.Equal(("server", "OnDrain"), (error.Unit, error.Phase));
        Assert.Equal("up resource, drain server, down server, down resource", rig.Journal.ToString());
    }

    [Fact]
    public async Task R5_a_stop_request_at_the_end_of_run_makes_each_step_once()
    {
        var rig = new Rig();
        var worker = rig.Unit("1", "", u => u.Marks(Hook.Run, Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token))).Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Settle();

        worker.RequestStop();
        var stop = worker.StopAsync();
        rig.Advance(1);
        await Task.WhenAll(end, stop).InTime();

        Assert.Equal("up 1, run 1, down 1", rig.Journal.ToString());
    }
}
