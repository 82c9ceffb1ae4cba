using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-STOP-*.</summary>
public class StopTests
{
    [Fact]
    public async Task R_STOP_1_down_in_reverse_and_in_parallel_where_the_edges_allow()
    {
        var rig = new Rig();
        void Slow(TestUnit unit) => unit.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token));
        rig.Unit("a", "", Slow).Unit("b", "a", Slow).Unit("c", "a", Slow).Unit("d", "b c", Slow);
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        rig.Advance(3);
        await stop.InTime();

        Assert.Equal("d, c, b, a", rig.Journal.Of("down"));
        Assert.Equal(3, rig.Time.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task R_STOP_2_drain_of_all_then_run_then_background_before_each_shutdown()
    {
        var rig = new Rig();
        void Everything(TestUnit unit) => unit.Marks(Hook.OnStartup, Hook.OnDrain, Hook.OnShutdown, Hook.OnShutdown, Hook.PostShutdown)
            .On(Hook.Run, token => UntilCancelled("run", unit.Id, token)).On(Hook.Background, token => UntilCancelled("background", unit.Id, token));
        async Task UntilCancelled(string what, string id, CancellationToken token)
        {
            await Task.WhenAny(rig.Delay(1000, token));
            rig.Journal.Add("end of " + what, id);
        }

        rig.Unit("a", "", Everything).Unit("b", "a", Everything);
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        rig.Journal.Clear();

        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();

        Assert.Equal(
            "drain b, drain a, end of run b, end of run a, end of background b, down b, down2 b, end of background a, down a, down2 a, after b, after a",
            rig.Journal.ToString().Replace("end of run a, end of run b", "end of run b, end of run a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R_STOP_3_failing_hooks_stop_nobody_and_all_errors_are_collected()
    {
        var rig = new Rig();
        void Bad(TestUnit unit) => unit.Marks(Hook.OnStartup).On(Hook.OnDrain, () => throw new IOException("drain " + unit.Id))
            .On(Hook.OnShutdown, () => throw new IOException("down " + unit.Id)).Marks(Hook.OnShutdown)
            .On(Hook.PostShutdown, () => throw new IOException("after " + unit.Id));
        rig.Unit("a", "", Bad).Unit("b", "a", Bad);
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal("drain b", error.InnerException!.Message);
        Assert.Equal(["drain a", "down b", "down a", "after b", "after a"], error.Others.Select(other => other.InnerException!.Message));
        Assert.Equal("down b, down2 b, down a, down2 a",
            string.Join(", ", rig.Journal.Entries.Where(entry => entry.StartsWith("down", StringComparison.Ordinal))));
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task R_STOP_4_when_the_budget_ends_the_late_are_cancelled_then_given_up_and_the_others_still_run()
    {
        var rig = new Rig();
        var deaf = new TaskCompletionSource();
        int[] marks = [Hook.OnStartup, Hook.PostShutdown, Hook.OnExit];
        var cancelled = false;
        rig.Unit("a", "", u => u.Marks(marks).On(Hook.OnShutdown, token => rig.Delay(0.5, token)))
            .Unit("deaf", "a", u => u.Marks(marks).On(Hook.OnShutdown, token =>
            {
                token.UnsafeRegister(_ => cancelled = true, null);
                return deaf.Task;
            }).Marks(Hook.OnShutdown));
        var worker = rig.Build(shutdown: 10, grace: 2);
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        var stop = worker.StopAsync();
        rig.Advance(9.9);
        Assert.False(cancelled);
        rig.Advance(0.2);
        Assert.True(cancelled);
        rig.Advance(1.95);
        Assert.Equal("down deaf, down2 deaf, down a, after deaf, after a", rig.Journal.ToString());
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        await worker.DisposeAsync();

        Assert.Equal(("deaf", "down1", "OnShutdown", 10.0), (error.Unit, error.Hook, error.Phase, error.LimitSeconds));
        var cutShort = Assert.IsType<LifecycleTimeoutException>(Assert.Single(error.Others)); // Budget and grace were over when it was called.
        Assert.Equal(("a", "down1"), (cutShort.Unit, cutShort.Hook));
        Assert.Equal("down deaf, down2 deaf, down a, after deaf, after a, exit deaf, exit a, dispose deaf, dispose a", rig.Journal.ToString());
        deaf.SetException(new IOException("much later"));
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_STOP_4_a_background_task_that_ignores_its_token_is_given_up_by_name_and_its_unit_is_shut_down()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, _ => new TaskCompletionSource().Task));
        var worker = rig.Build(shutdown: 10, grace: 2);
        await worker.StartAsync().InTime();
        rig.Settle();

        var stop = worker.StopAsync();
        rig.Advance(12);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());

        Assert.Equal(("a", "background1", "Background"), (error.Unit, error.Hook, error.Phase));
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_STOP_5_a_hook_that_blocks_its_thread_cannot_hang_the_worker()
    {
        var rig = new Rig();
        using var gate = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource();
        rig.Unit("a").Unit("b", "a", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () =>
        {
            blocked.SetResult();
            gate.Wait();
        }));
        var worker = rig.Build(shutdown: 10, grace: 2);
        await worker.StartAsync().InTime();

        var stop = Task.Run(() => worker.StopAsync());
        await blocked.Task.InTime();
        rig.Advance(12.1);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => worker.WaitAsyncSettled(rig).InTime());
        Assert.Equal("a", rig.Journal.Of("down")[^1..]);
        gate.Set();
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
    }

    [Fact]
    public async Task R_STOP_6_a_stop_during_the_start_cancels_it_and_rolls_back()
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)).Marks(Hook.OnShutdown)).Unit("c", "b");
        var worker = rig.Build();

        var start = worker.StartAsync();
        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        await worker.WaitAsync().InTime();

        Assert.Equal("up a, up b, down a, dispose c, dispose b, dispose a", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_STOP_7_a_second_stop_waits_for_the_first_and_each_step_runs_once()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        await worker.StopAsync().InTime();
        await worker.StartAsync().InTime();

        var first = worker.StopAsync();
        var second = worker.StopAsync();
        worker.RequestStop();
        Assert.False(second.IsCompleted);
        rig.Advance(1);
        await Task.WhenAll(first, second).InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_STOP_8_a_stop_during_a_reload_wins()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var reload = worker.ReloadAsync();
        var stop = worker.StopAsync();
        rig.Advance(1);
        await stop.InTime();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reload.InTime());

        Assert.Equal("up a, down a", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_STOP_8_a_stop_during_the_second_half_of_a_reload_rolls_it_back()
    {
        var rig = new Rig();
        var starts = 0;
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(++starts == 1 ? 0 : 100, token)).Marks(Hook.OnShutdown));
        var worker = rig.Build();
        var start = worker.StartAsync();
        rig.Advance(0);
        await start.InTime();
        worker.RequestReload();
        rig.Settle();
        Assert.Equal(UnitState.Starting, worker.State);

        worker.RequestStop();
        rig.Settle();
        await worker.WaitAsync().InTime();

        Assert.Equal("up a, up b, down b, down a, up a, up b, down a, dispose b, dispose a", rig.Journal.ToString());
    }
}
