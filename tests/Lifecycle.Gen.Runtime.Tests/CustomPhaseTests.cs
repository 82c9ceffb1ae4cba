using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Phases that users add before or after the built-in ones, as the engine runs them.</summary>
public class CustomPhaseTests
{
    [Fact]
    public async Task S3_custom_phases_are_complete_before_the_next_begins_and_only_units_with_a_hook_take_part()
    {
        var rig = new Rig();
        rig.Phases.AddRange(
        [
            new PlanPhase("Migrate", Hook.OnStartup, isAfter: true, PhaseOrder.Forward),
            new PlanPhase("Seed", Hook.OnStartup, isAfter: true, PhaseOrder.Forward),
            new PlanPhase("Flush", Hook.OnShutdown, isAfter: false, PhaseOrder.Backward),
        ]);
        var worker = rig
            .Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown).OnCustom(0, "Seed").OnCustom(1, "Migrate")
                .OnCustom(2, "Flush"))
            .Unit("b", "a")
            .Unit("c", "b", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).OnCustom(0, "Migrate").OnCustom(1, "Flush")).Build();

        await worker.StartAsync().InTime();
        Assert.Equal("up a, up b, up c, Migrate a, Migrate c, Seed a, ready a", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.StopAsync().InTime();

        Assert.Equal("drain a, Flush c, Flush a, down c, down b, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task S18_parallel_hooks_overlap_and_the_others_are_awaited_before_the_error_leaves()
    {
        var rig = new Rig();
        rig.Phases.Add(new PlanPhase("App.WarmAttribute", Hook.OnReady, isAfter: true, PhaseOrder.Parallel));
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).OnCustom(0, "App.WarmAttribute", token => rig.Delay(0.02, token)))
            .Unit("b", "a", u => u.OnCustom(0, "App.WarmAttribute", token => rig.Delay(0.02, token)));
        var worker = rig.Build();
        var start = worker.StartAsync();
        rig.Advance(0.02);
        await start.InTime();
        Assert.Equal(0.02, rig.Time.Elapsed.TotalSeconds);

        var failing = new Rig();
        failing.Phases.Add(new PlanPhase("App.WarmAttribute", Hook.OnReady, isAfter: true, PhaseOrder.Parallel));
        var ended = false;
        failing.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).OnCustom(0, "App.WarmAttribute", async _ =>
            {
                await failing.Delay(0.02, CancellationToken.None);
                ended = true;
            }))
            .Unit("b", "a", u => u.OnCustom(0, "App.WarmAttribute", _ => throw new IOException("cold")));
        var broken = failing.Build().StartAsync();
        failing.Settle();
        Assert.False(broken.IsCompleted);
        failing.Advance(0.02);

        var error = await Assert.ThrowsAsync<UnitStartException>(() => broken.InTime());
        Assert.True(ended);
        Assert.Equal(("b", "App.WarmAttributeHook", "Warm"), (error.Unit, error.Hook, error.Phase));
        Assert.Equal("a", failing.Journal.Of("down"));
    }

    [Fact]
    public async Task R_STOP_3_on_the_way_down_a_failing_custom_hook_stops_no_other()
    {
        var rig = new Rig();
        rig.Phases.Add(new PlanPhase("Flush", Hook.OnDrain, isAfter: true, PhaseOrder.Parallel));
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).OnCustom(0, "Flush"))
            .Unit("b", "a", u => u.Marks(Hook.OnShutdown).OnCustom(0, "Flush", _ => throw new IOException("full"))).Build();
        await worker.StartAsync().InTime();

        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal(("b", "Flush"), (error.Unit, error.Phase));
        Assert.Equal("a, b", rig.Journal.Of("Flush"));
        Assert.Equal("b, a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_START_6_a_custom_hook_has_its_limit()
    {
        var rig = new Rig();
        rig.Phases.Add(new PlanPhase("Migrate", Hook.OnStartup, isAfter: false, PhaseOrder.Forward));
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnStartup).OnCustom(0, "Migrate", token => rig.Delay(-1, token), timeout: 2)).Build();

        var start = worker.StartAsync();
        rig.Advance(2);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        Assert.Equal(("MigrateHook", "Migrate", 2.0), (error.Hook, error.Phase, error.LimitSeconds));
        Assert.Equal("Migrate a, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_RELOAD_1_a_phase_after_init_runs_once_and_the_others_in_every_cycle()
    {
        var rig = new Rig();
        rig.Phases.AddRange(
        [
            new PlanPhase("Once", Hook.OnInit, isAfter: true, PhaseOrder.Forward),
            new PlanPhase("Before", Hook.PreStartup, isAfter: false, PhaseOrder.Forward),
            new PlanPhase("After", Hook.PostShutdown, isAfter: true, PhaseOrder.Backward),
            new PlanPhase("Last", Hook.OnExit, isAfter: true, PhaseOrder.Backward),
        ]);
        var worker = rig.Unit("a", "", u => u.OnCustom(0, "Once").OnCustom(1, "Before").OnCustom(2, "After").OnCustom(3, "Last")).Build();

        await worker.StartAsync().InTime();
        await worker.ReloadAsync().InTime();
        await worker.DisposeAsync();

        Assert.Equal("Once a, Before a, After a, Before a, After a, Last a, dispose a", rig.Journal.ToString());
    }

    /// <summary>OnInit is not repeated for units that were up before, and what comes before or after it is not either.</summary>
    [Fact]
    public async Task R_RELOAD_1_a_phase_around_init_is_not_repeated_when_units_are_started_one_by_one()
    {
        var rig = new Rig();
        rig.Phases.AddRange([new PlanPhase("First", Hook.OnInit, isAfter: false, PhaseOrder.Forward),
            new PlanPhase("Once", Hook.OnInit, isAfter: true, PhaseOrder.Forward)]);
        rig.Make = id => id == "a" ? new TestUnit(id, rig.Journal) : new Late(id, rig.Journal);
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnStartup).OnCustom(0, "First").OnCustom(1, "Once"))
            .OnRequest("b").Unit("b", "", u => u.Marks(Hook.OnInit, Hook.OnStartup).OnCustom(0, "First").OnCustom(1, "Once")).Build();

        await worker.StartAsync().InTime();
        await worker.StartUnitAsync<Late>().InTime();
        await worker.ReloadAsync().InTime();
        await worker.StopUnitAsync<Late>().InTime();
        await worker.StartUnitAsync<Late>().InTime();

        Assert.Equal("First a, Once a, up a, First b, init b, Once b, up b, up a, up b, up b", rig.Journal.ToString());
    }

    /// <summary>A unit that was not prepared in this cycle is not cleaned up after it either.</summary>
    [Fact]
    public async Task R_FAIL_2_a_phase_after_the_shutdown_is_for_the_units_that_got_that_far()
    {
        var rig = new Rig();
        rig.Phases.Add(new PlanPhase("Clean", Hook.PostShutdown, isAfter: true, PhaseOrder.Backward));
        rig.Phases.Add(new PlanPhase("Last", Hook.OnExit, isAfter: true, PhaseOrder.Backward));
        var starts = 0;
        var worker = rig
            .Unit("a", "", u => u.OnCustom(0, "Clean").OnCustom(1, "Last").On(Hook.PreStartup, () => { }))
            .Unit("b", "a", u => u.OnCustom(0, "Clean").OnCustom(1, "Last").On(Hook.PreStartup, () => _ = ++starts > 1 ? throw new IOException("gone") : 0))
            .Build();

        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        await Assert.ThrowsAsync<UnitStartException>(() => worker.ReloadAsync().InTime());

        Assert.Equal("Clean b, Clean a, prepare a, prepare b, Clean a, Last b, Last a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_2_units_that_were_never_initialised_get_no_phase_after_the_exit()
    {
        var rig = new Rig();
        rig.Phases.Add(new PlanPhase("Last", Hook.OnExit, isAfter: true, PhaseOrder.Backward));
        rig.Make = id => id == "c" ? throw new IOException("torn") : new TestUnit(id, rig.Journal);
        var worker = rig.Unit("a", "", u => u.OnCustom(0, "Last")).Unit("b", "a", u => u.OnCustom(0, "Last")).Unit("c", "b").Build();
        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        Assert.Equal("dispose b, dispose a", rig.Journal.ToString());

        var failing = new Rig();
        failing.Phases.AddRange(rig.Phases);
        failing.Unit("a", "", u => u.OnCustom(0, "Last")).Unit("b", "a", u => u.On(Hook.OnInit, () => throw new IOException("torn")).OnCustom(0, "Last"));
        await Assert.ThrowsAsync<UnitStartException>(() => failing.Build().StartAsync().InTime());
        Assert.Equal("init b, Last a, dispose b, dispose a", failing.Journal.ToString());
    }

    private sealed class Late(string id, Journal journal) : TestUnit(id, journal);
}
