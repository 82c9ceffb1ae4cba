using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rule R-BG-2: restarts of a background hook that fails.</summary>
public class SupervisionTests : FailingHookTests
{
    [Fact]
    public async Task R_BG_2_without_a_delay_a_failed_hook_begins_anew_at_once_and_its_unit_stays_up()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart }, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(10);

        Assert.Equal([0, 1], _begins);
        Assert.Equal("up a, up b, background a, background a", _rig.Journal.ToString());
        Assert.Equal((UnitState.Started, UnitState.Started), (worker.State, worker.StateOf("a")));
        Assert.Equal("failure 1", worker.Units[0].Reason);

        await StopAsync(worker);
        Assert.Equal((UnitState.Stopped, null), (worker.StateOf("a"), worker.Units[0].Reason));
    }

    [Theory]
    [InlineData(Backoff.Linear, new double[] { 0, 2, 6, 12, 20 })]
    [InlineData(Backoff.Exponential, new double[] { 0, 2, 6, 14, 30 })]
    public async Task R_BG_2_the_pause_before_a_restart_grows(Backoff backoff, double[] begins)
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 2, Backoff = backoff }, 0, 0, 0, 0);
        await worker.StartAsync().InTime();
        _rig.Advance(1000);

        Assert.Equal(begins, _begins);
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_2_the_pause_shrinks_again_when_earlier_restarts_leave_the_window()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 2, RestartWindowSeconds = 20 }, 0, 0, 100, 0);
        await worker.StartAsync().InTime();
        _rig.Advance(1000);

        Assert.Equal([0, 2, 6, 108, 112], _begins);
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_2_jitter_cuts_each_pause_by_up_to_its_half()
    {
        _rig.Random = new FixedRandom(0, 0.5, 0.9);
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 4, Jitter = true }, 0, 0, 0);
        await worker.StartAsync().InTime();
        _rig.Advance(1000);

        Assert.Equal([0, 4, 10, 16.6], _begins.Select(seconds => Math.Round(seconds, 3)));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_2_more_restarts_than_the_window_may_have_stop_the_worker_with_all_failures()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 2, RestartWindowSeconds = 10 }, 3, 3, 3);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("Test.Worker failed: [Background] background1 of a failed again after 2 restarts within 10 s: failure 3", error.Message);
        Assert.Equal(("a", "background1", "Background", "failure 3"), (error.Unit, error.Hook, error.Phase, error.InnerException!.Message));
        Assert.Equal(["failure 1", "failure 2"], error.Others.Select(other => other.InnerException!.Message));
        Assert.Equal("b, a", _rig.Journal.Of("down"));
        Assert.Equal((UnitState.Failed, UnitState.Failed, "failure 3"), (worker.State, worker.StateOf("a"), worker.Units[0].Reason));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_of_many_failures_in_the_window_the_last_are_reported()
    {
        var delays = Enumerable.Repeat(0.01, 101).ToArray();
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 100, RestartWindowSeconds = 10 }, delays);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("failure 101", error.InnerException!.Message);
        Assert.Equal(Enumerable.Range(85, 16).Select(number => $"failure {number}"), error.Others.Select(other => other.InnerException!.Message));
    }

    [Fact]
    public async Task R_BG_2_failures_that_have_left_the_window_are_not_reported_with_the_last()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 2, RestartWindowSeconds = 10 }, 1, 8, 8, 1, 0.5);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("failure 4", error.InnerException!.Message);
        Assert.Equal(["failure 2", "failure 3"], error.Others.Select(other => other.InnerException!.Message));
    }

    [Fact]
    public async Task R_BG_2_a_restart_that_has_left_the_window_counts_no_more()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 2, RestartWindowSeconds = 10 }, 1, 6, 6, 6, 6, 6);
        await worker.StartAsync().InTime();
        _rig.Advance(1000);

        Assert.Equal([0, 1, 7, 13, 19, 25, 31], _begins);
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_2_after_an_escalation_the_next_cycle_counts_anew()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 1 }, 0, 0, 0);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Settle();
        await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());

        await worker.StartAsync().InTime();
        _rig.Advance(1);

        Assert.Equal(UnitState.Started, worker.State);
        Assert.Equal(4, _begins.Count);
        await StopAsync(worker);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public async Task R_BG_2_a_stop_before_the_failure_or_during_the_pause_ends_it(double stopAfter)
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 5 }, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(stopAfter);

        var stop = worker.StopAsync();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        await stop.InTime();
        await end.InTime();
        Assert.Equal([0], _begins);
        Assert.Equal("b, a", _rig.Journal.Of("down"));
        Assert.Equal((UnitState.Stopped, UnitState.Stopped), (worker.State, worker.StateOf("a")));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_a_pause_that_ends_while_the_worker_stops_restarts_nothing()
    {
        _rig.Unit("c", "a", u => u.On(Hook.OnShutdown, token => _rig.Delay(10, token)));
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 5 }, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(2);

        var stop = worker.StopAsync();
        _rig.Advance(20);

        await stop.InTime();
        Assert.Equal([0], _begins);
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_a_restart_that_waits_for_its_thread_when_the_stop_begins_does_not_happen()
    {
        _rig.Unit("c", "a", u => u.On(Hook.OnShutdown, token => _rig.Delay(10, token)));
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart }, 1);
        await worker.StartAsync().InTime();
        _rig.Settle();
        Assert.True(_rig.Time.AdvanceToNext()); // The hook fails, and its next task is in the queue.

        var stop = worker.StopAsync();
        _rig.Advance(20);

        await stop.InTime();
        await worker.WaitAsync().InTime();
        Assert.Equal([0], _begins);
    }

    [Fact]
    public async Task R_BG_2_a_failure_while_the_others_stop_is_passed_over_as_the_policy_says()
    {
        var log = new LogSpy(_ => { });
        _rig.Unit("c", "a", u => u.On(Hook.OnShutdown, token => _rig.Delay(10, token)));
        var worker = Build(log, new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart }, 5);
        await worker.StartAsync().InTime();
        _rig.Advance(1);

        var stop = worker.StopAsync();
        _rig.Advance(20);

        await stop.InTime();
        await worker.WaitAsync().InTime();
        Assert.Equal([0], _begins);
        Assert.Single(log.Messages, message => message.Contains("failure 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R_BG_2_a_hook_that_fails_when_it_is_told_to_end_fails_the_stop_whatever_its_policy()
    {
        _rig.Unit("a", "", u => u.On(Hook.Background, async token =>
        {
            try
            {
                await _rig.Delay(-1, token);
            }
            catch (OperationCanceledException e)
            {
                throw new IOException("flush", e);
            }
        }, new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => stop.InTime());
        Assert.Equal("flush", error.InnerException!.Message);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task R_BG_2_a_reload_before_the_failure_during_the_pause_or_after_the_restart_takes_the_hook_along(double reloadAfter)
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 5 }, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(reloadAfter);
        _failsAfter.Clear();

        var reload = worker.ReloadAsync();
        _rig.Advance(100);

        await reload.InTime();
        Assert.Equal(reloadAfter == 6 ? [0, 6, 6] : [0, reloadAfter], _begins);
        Assert.Null(worker.Units[0].Reason);
        await StopAsync(worker);
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_a_restart_while_others_still_start()
    {
        _rig.Unit("c", "a", u => u.On(Hook.OnStartup, token => _rig.Delay(10, token)));
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 2 }, 1);
        var start = worker.StartAsync();
        _rig.Advance(10);

        await start.InTime();
        Assert.Equal([0, 3], _begins);
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_2_a_start_that_is_turned_round_during_the_pause_restarts_nothing()
    {
        _rig.Unit("c", "a", u => u.On(Hook.OnStartup, async token =>
        {
            await _rig.Delay(2, token);
            throw new IOException("c");
        }));
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 5 }, 1);
        var start = worker.StartAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());
        Assert.Equal(("c", 0), (error.Unit, error.Others.Count));
        Assert.Equal([0], _begins);
        Assert.Equal("b, a", _rig.Journal.Of("down"));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_each_hook_is_counted_by_itself()
    {
        var restart = new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 1, RestartDelaySeconds = 1 };
        var first = 0;
        var second = 0;
        _rig.Unit("a", "", u => u
            .On(Hook.Background, token => first++ == 0 ? throw new IOException("first") : _rig.Delay(-1, token), restart)
            .On(Hook.Background, token => second++ == 0 ? throw new IOException("second") : _rig.Delay(-1, token), restart)
            .On(Hook.Background, token => _rig.Delay(-1, token)));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Advance(10);

        Assert.Equal((UnitState.Started, 2, 2), (worker.State, first, second));
        Assert.Equal(1, _rig.Journal.Count("background3 a"));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_2_a_restart_is_logged_with_its_pause()
    {
        var log = new LogSpy(_ => { });
        var worker = Build(log, new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 2.5 }, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(10);

        Assert.Single(log.Messages, "Test.Worker: [Background] background1 of a failed and begins anew in 2.5 s");
        await StopAsync(worker);
    }

    private sealed class FixedRandom(params double[] values) : Random
    {
        private int _next;

        public override double NextDouble() => values[_next++];
    }
}
