using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Custom phases that have no place among the others: they run when the worker is asked to.</summary>
public class PhaseOnRequestTests
{
    private static readonly PlanPhase s_flush = new("App.FlushAttribute", -1, isAfter: false, PhaseOrder.Backward);

    private readonly Rig _rig = new();

    public PhaseOnRequestTests() => _rig.Phases.Add(s_flush);

    private static void Flushes(TestUnit unit, Func<CancellationToken, Task?>? body = null, double timeout = 0) =>
        unit.Marks(Hook.OnStartup, Hook.OnShutdown).OnCustom(0, "App.FlushAttribute", body, timeout);

    [Fact]
    public async Task Runs_in_its_order_over_the_units_that_are_up_and_changes_no_state()
    {
        _rig.Make = id => id == "c" ? new Last(id, _rig.Journal) : new TestUnit(id, _rig.Journal);
        var worker = _rig.Unit("a", "", u => Flushes(u)).Unit("b", "a", u => Flushes(u)).Unit("c", "b", u => Flushes(u)).Build();
        await worker.StartAsync().InTime();
        await worker.StopUnitAsync<Last>().InTime();

        await worker.BroadcastAsync("App.FlushAttribute").InTime();
        await worker.BroadcastAsync("App.FlushAttribute").InTime();

        Assert.Equal("b, a, b, a", _rig.Journal.Of("App.FlushAttribute"));
        Assert.Equal((UnitState.Started, UnitState.Started, UnitState.Stopped), (worker.State, worker.StateOf("a"), worker.StateOf("c")));
        await worker.StopAsync().InTime();
    }

    [Fact]
    public async Task Nested_phases_run_with_it_and_others_do_not()
    {
        _rig.Phases.Clear();
        _rig.Phases.AddRange(
        [
            new PlanPhase("Seal", -1, isAfter: false, PhaseOrder.Forward), s_flush, new PlanPhase("Sync", -1, isAfter: true, PhaseOrder.Parallel),
            new PlanPhase("Purge", -2, isAfter: false, PhaseOrder.Forward),
        ]);
        var worker = _rig.Unit("a", "", u => u.OnCustom(0, "App.FlushAttribute").OnCustom(1, "Purge").OnCustom(2, "Seal").OnCustom(3, "Sync")).Build();
        await worker.StartAsync().InTime();

        await worker.BroadcastAsync("App.FlushAttribute").InTime();
        Assert.Equal("Seal a, App.FlushAttribute a, Sync a", _rig.Journal.ToString());
        await worker.BroadcastAsync("Purge").InTime();
        Assert.EndsWith("Sync a, Purge a", _rig.Journal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_has_his_turn_and_the_errors_are_the_callers()
    {
        var worker = _rig
            .Unit("a", "", u => Flushes(u, _ => throw new IOException("full")))
            .Unit("b", "a", u => Flushes(u, token => _rig.Delay(-1, token), timeout: 2)).Build();
        await worker.StartAsync().InTime();

        var flush = worker.BroadcastAsync("App.FlushAttribute");
        _rig.Advance(2);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => flush.InTime());

        Assert.Equal(("b", "App.FlushAttributeHook", "Flush", 2.0), (error.Unit, error.Hook, error.Phase, error.LimitSeconds));
        var other = Assert.IsType<UnitPhaseException>(Assert.Single(error.Others));
        Assert.Equal("Test.Worker: [Flush] App.FlushAttributeHook of a failed: full", other.Message);
        Assert.Equal((UnitState.Started, UnitState.Started), (worker.State, worker.StateOf("a")));
        Assert.All(worker.Units, unit => Assert.Null(unit.Reason));
        await worker.StopAsync().InTime();
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task A_worker_that_is_not_up_refuses()
    {
        var worker = _rig.Unit("a", "", u => Flushes(u)).Build();
        var error = await Assert.ThrowsAsync<UnitStateException>(() => worker.BroadcastAsync("App.FlushAttribute").InTime());
        Assert.Equal("Test.Worker cannot run Flush: it is not up (Created).", error.Message);

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();
        await Assert.ThrowsAsync<UnitStateException>(() => worker.BroadcastAsync("App.FlushAttribute").InTime());
        await worker.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.BroadcastAsync("App.FlushAttribute").InTime());
    }

    [Fact]
    public async Task A_hook_cannot_wait_for_it()
    {
        TestWorker worker = null!;
        worker = _rig.Unit("a", "", u => Flushes(u, token => worker.BroadcastAsync("App.FlushAttribute", token))).Build();
        await worker.StartAsync().InTime();
        var error = await Assert.ThrowsAsync<UnitPhaseException>(() => worker.BroadcastAsync("App.FlushAttribute").InTime());
        Assert.StartsWith("Test.Worker cannot run Flush from a hook", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_for_a_start_and_a_second_one_for_the_first()
    {
        var worker = _rig.Unit("a", "", u => u.On(Hook.OnStartup, token => _rig.Delay(1, token))
            .OnCustom(0, "App.FlushAttribute", token => _rig.Delay(1, token))).Build();
        var start = worker.StartAsync();
        var first = worker.BroadcastAsync("App.FlushAttribute");
        var second = worker.BroadcastAsync("App.FlushAttribute");
        Assert.Equal("up a", _rig.Journal.ToString());

        await Drive(start, first, second);
        Assert.Equal("up a, App.FlushAttribute a, App.FlushAttribute a", _rig.Journal.ToString());
        Assert.Equal(3, _rig.Time.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task R_STOP_6_a_stop_turns_it_round()
    {
        var worker = _rig.Unit("a", "", u => Flushes(u)).Unit("b", "a", u => Flushes(u, token => _rig.Delay(-1, token))).Build();
        await worker.StartAsync().InTime();

        var flush = worker.BroadcastAsync("App.FlushAttribute");
        var stop = worker.StopAsync();
        await Drive(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.InTime());

        Assert.Equal("b", _rig.Journal.Of("App.FlushAttribute"));
        Assert.Equal("b, a", _rig.Journal.Of("down"));
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_STOP_5_a_stop_gives_up_a_hook_that_ignores_its_token()
    {
        var worker = _rig.Unit("a", "", u => Flushes(u, _ => _rig.Delay(-1, CancellationToken.None))).Build(shutdown: 5, grace: 1);
        await worker.StartAsync().InTime();
        var flush = worker.BroadcastAsync("App.FlushAttribute");
        var stop = worker.StopAsync();
        await Drive(stop);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => flush.InTime());
        Assert.Equal(("a", "Flush", 5.0), (error.Unit, error.Phase, error.LimitSeconds));
        Assert.Equal("a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task Its_caller_cancels_it_and_the_worker_stays_up()
    {
        using var source = new CancellationTokenSource();
        var worker = _rig.Unit("a", "", u => Flushes(u)).Unit("b", "a", u => Flushes(u, token => _rig.Delay(-1, token))).Build();
        await worker.StartAsync().InTime();

        var flush = worker.BroadcastAsync("App.FlushAttribute", source.Token);
        await source.CancelAsync();
        _rig.Settle();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.InTime());

        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal("b", _rig.Journal.Of("App.FlushAttribute"));
        Assert.Equal(UnitState.Started, worker.State);
        await worker.StopAsync().InTime();
    }

    [Fact]
    public async Task R_RELOAD_2_a_reload_asked_for_meanwhile_follows_it()
    {
        var worker = _rig.Unit("a", "", u => Flushes(u, token => _rig.Delay(1, token))).Build();
        await worker.StartAsync().InTime();
        var flush = worker.BroadcastAsync("App.FlushAttribute");
        worker.RequestReload();
        var reload = worker.ReloadAsync();
        await Drive(flush, reload);

        Assert.Equal("up a, App.FlushAttribute a, down a, up a", _rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task R_BG_1_a_background_failure_meanwhile_stops_the_worker_and_turns_it_round()
    {
        var broken = new TaskCompletionSource();
        var worker = _rig.Unit("a", "", u => u.On(Hook.Background, _ => broken.Task).On(Hook.OnShutdown, () => { })
            .OnCustom(0, "App.FlushAttribute", token => _rig.Delay(-1, token))).Build();
        await worker.StartAsync().InTime();
        _rig.Settle();
        var flush = worker.BroadcastAsync("App.FlushAttribute");
        broken.SetException(new IOException("lost"));
        var end = worker.WaitAsync();
        await Drive();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.InTime());
        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("lost", error.InnerException!.Message);
        Assert.Equal("a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task The_end_of_the_last_run_hook_meanwhile_is_not_lost()
    {
        var done = new TaskCompletionSource();
        var worker = _rig.Unit("a", "", u => u.On(Hook.Run, _ => done.Task).OnCustom(0, "App.FlushAttribute", token => _rig.Delay(1, token))).Build();
        await worker.StartAsync().InTime();
        _rig.Settle();
        var flush = worker.BroadcastAsync("App.FlushAttribute");
        done.SetResult();
        _rig.Settle();
        Assert.Equal(UnitState.Started, worker.State);
        await Drive(flush, worker.WaitAsync());

        Assert.Equal(UnitState.Stopped, worker.State);
        Assert.Equal("run a, App.FlushAttribute a", _rig.Journal.ToString());
    }

    [Fact]
    public async Task Attached_units_take_part_in_custom_phases_until_they_are_detached()
    {
        _rig.Phases.Add(new PlanPhase("Warm", Hook.OnReady, isAfter: true, PhaseOrder.Forward));
        var worker = _rig.Unit("a").Build();
        await worker.StartAsync().InTime();
        var plugin = new TestUnit("plugin", _rig.Journal);
        Flushes(plugin);
        plugin.OnCustom(1, "Warm");
        var plain = new TestUnit("plain", _rig.Journal);
        plain.Marks(Hook.OnStartup);

        await worker.AttachAsync(plugin).InTime();
        await worker.BroadcastAsync("App.FlushAttribute").InTime();
        await worker.DetachAsync(plugin).InTime();
        await worker.AttachAsync(plain).InTime();
        await worker.BroadcastAsync("App.FlushAttribute").InTime();

        Assert.Equal("up a, up plugin, Warm plugin, App.FlushAttribute plugin, down plugin, dispose plugin, up plain", _rig.Journal.ToString());
        await worker.DisposeAsync();
    }

    [Fact]
    public async Task A_unit_with_a_phase_that_the_plan_does_not_know_is_not_attached()
    {
        var worker = _rig.Unit("a").Build();
        await worker.StartAsync().InTime();
        var plugin = new TestUnit("plugin", _rig.Journal).OnCustom(0, "Plugins.LoadAttribute");

        var error = await Assert.ThrowsAsync<UnitStateException>(() => worker.AttachAsync(plugin).InTime());

        Assert.Contains("its hook Plugins.LoadAttributeHook is of the phase Plugins.LoadAttribute, which no unit of Test.Worker has", error.Message,
            StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(worker.Units).Id);
    }

    private sealed class Last(string id, Journal journal) : TestUnit(id, journal);

    private async Task Drive(params Task[] tasks)
    {
        for (var i = 0; i < 200 && (i == 0 || !Array.TrueForAll(tasks, task => task.IsCompleted)); i++)
        {
            _rig.Settle();
            if (!Array.TrueForAll(tasks, task => task.IsCompleted))
                _rig.Advance(1);
            await Task.Yield();
        }

        await Task.WhenAll(tasks).InTime();
    }
}
