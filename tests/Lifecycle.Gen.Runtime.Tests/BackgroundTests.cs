using System.Diagnostics;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-BG-*: background and run hooks.</summary>
public class BackgroundTests
{
    [Fact]
    public async Task R_BG_1_a_failed_background_task_stops_the_worker_and_reaches_everybody_who_waits_F6()
    {
        var rig = new Rig();
        var gate = new TaskCompletionSource();
        var broken = true;
        rig.Unit("a").Unit("b", "a", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, async token =>
        {
            if (!broken)
                await rig.Delay(-1, token);

            await gate.Task;
            throw new IOException("b");
        })).Unit("c", "b");
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        var first = worker.WaitAsync();
        var second = worker.WaitAsync();

        gate.SetResult();
        rig.Settle();

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => first.InTime());
        await Assert.ThrowsAsync<BackgroundTaskException>(() => second.InTime());
        await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync().InTime());
        Assert.Equal(("b", "background1", "Background", "b"), (error.Unit, error.Hook, error.Phase, error.InnerException!.Message));
        Assert.Equal("c, b, a", rig.Journal.Of("down"));
        Assert.Equal(UnitState.Failed, worker.State);
        Assert.Equal((UnitState.Failed, "b"), (worker.StateOf("b"), worker.Units[1].Reason));

        broken = false;
        await worker.StartAsync().InTime();
        rig.Settle();
        await worker.StopAsync().InTime();
        await worker.WaitAsync().InTime();
        Assert.Equal(UnitState.Stopped, worker.StateOf("b"));
    }

    [Fact]
    public async Task R_BG_1_a_background_task_that_fails_while_others_start_turns_the_start_round()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, () => throw new IOException("a")))
            .Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)));
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Settle();
        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => start.InTime());

        Assert.Equal("a", error.Unit);
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_BG_1_a_background_task_that_fails_before_its_units_startup_is_settled_leaves_the_unit_failed()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, () => throw new IOException("a")));
        using var log = new LogSpy(message =>
        {
            if (message.StartsWith("a started", StringComparison.Ordinal))
                rig.Settle(); // The task runs on another thread; the unit's startup hooks are through and not entered yet.
        });
        var worker = rig.Build(logger: log);

        var start = worker.StartAsync();
        rig.Settle();
        await Assert.ThrowsAsync<BackgroundTaskException>(() => start.InTime());

        Assert.Equal((UnitState.Failed, "a"), (worker.StateOf("a"), worker.Units[0].Reason));
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_BG_1_two_failures_and_a_failed_stop_are_all_visible()
    {
        var rig = new Rig();
        void Fails(TestUnit unit) =>
            unit.On(Hook.Background, () => throw new IOException(unit.Id)).On(Hook.OnShutdown, () => throw new IOException("down " + unit.Id));
        rig.Unit("a", "", Fails).Unit("b", "", Fails);
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Settle();

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());

        Assert.Equal("a", error.Unit);
        Assert.Equal(["down a", "b", "down b"], error.Others.Select(other => other.InnerException!.Message));
    }

    [Fact]
    public async Task R_BG_4_a_task_cancelled_by_the_stop_is_no_failure()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, token => rig.Delay(-1, token)).On(Hook.Run, token => rig.Delay(-1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();
        await worker.WaitAsync().InTime();
    }

    [Fact]
    public async Task R_BG_4_a_cancellation_by_another_token_is_a_failure()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, () => throw new OperationCanceledException(new CancellationToken(canceled: true))));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Settle();

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.IsType<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task R_BG_6_without_run_hooks_a_worker_runs_until_it_is_stopped()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.Background));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Advance(1_000_000);
        Assert.False(end.IsCompleted);

        worker.RequestStop();
        rig.Settle();
        await end.InTime();
    }

    [Fact]
    public async Task R_BG_6_with_run_hooks_it_stops_when_the_last_one_has_returned()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Run, token => rig.Delay(1, token))).Unit("b", "", u => u.On(Hook.Run, token => rig.Delay(3, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();

        rig.Advance(2.9);
        Assert.False(end.IsCompleted);
        rig.Advance(0.1);
        await end.InTime();
    }

    [Fact]
    public async Task R_BG_7_background_and_run_hooks_do_not_inherit_the_starters_activity()
    {
        var rig = new Rig();
        var seen = new TaskCompletionSource<Activity?>();
        var seenByRun = new TaskCompletionSource<Activity?>();
        Activity? seenByStartup = null;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => seenByStartup = Activity.Current)
            .On(Hook.Background, () => seen.SetResult(Activity.Current)).On(Hook.Run, () => seenByRun.SetResult(Activity.Current)));
        var worker = rig.Build(pool: true);
        using var activity = new Activity("start").Start();

        await worker.StartAsync().InTime();

        Assert.Same(activity, seenByStartup);
        Assert.Null(await seen.Task.InTime());
        Assert.Null(await seenByRun.Task.InTime());
    }

    [Fact]
    public async Task Hooks_after_a_wait_see_the_starters_context_and_not_each_others()
    {
        var rig = new Rig();
        var local = new AsyncLocal<string?>();
        string? seen = null;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, async token =>
        {
            local.Value = "a";
            await rig.Delay(1, token);
        })).Unit("b", "a", u => u.On(Hook.OnStartup, () => seen = local.Value));
        var worker = rig.Build();
        local.Value = "starter";

        var start = worker.StartAsync();
        local.Value = null;
        rig.Advance(1);
        await start.InTime();

        Assert.Equal("starter", seen);
    }

    [Fact]
    public async Task A_loop_that_never_yields_holds_up_nobody()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, token =>
        {
            token.WaitHandle.WaitOne();
            return Task.CompletedTask;
        })).Unit("b", "a");
        var worker = rig.Build(pool: true);

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("b, a", rig.Journal.Of("down"));
    }
}
