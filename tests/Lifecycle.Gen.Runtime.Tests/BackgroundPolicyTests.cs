using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rule R-BG-2: failures that are passed over, time-outs, and what the end of a background hook leads to.</summary>
public class BackgroundPolicyTests : FailingHookTests
{
    [Fact]
    public async Task R_BG_2_an_ignored_failure_is_logged_and_shown_and_the_unit_stays_up()
    {
        var log = new LogSpy(_ => { });
        var worker = Build(log, new HookDefinition(0, "") { OnFailure = FailurePolicy.Ignore }, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(100);

        Assert.Equal([0], _begins);
        Assert.Equal((UnitState.Started, UnitState.Started, "failure 1"), (worker.State, worker.StateOf("a"), worker.Units[0].Reason));
        Assert.Equal("Test.Worker failed: [Background] background1 of a failed: failure 1; its policy (Ignore) passes over it",
            Assert.Single(log.Messages, message => message.Contains("failure", StringComparison.Ordinal)));

        await StopAsync(worker);
        Assert.Equal((UnitState.Stopped, null), (worker.StateOf("a"), worker.Units[0].Reason));
        Assert.Null(worker.Engine.Outcome);
    }

    [Fact]
    public async Task R_BG_2_a_time_out_is_a_failure_and_the_hook_is_restarted_when_it_has_ended()
    {
        var begins = new List<double>();
        _rig.Unit("a", "", u => u.On(Hook.Background, async token =>
        {
            begins.Add(_rig.Time.Elapsed.TotalSeconds);
            try
            {
                await _rig.Delay(-1, token);
            }
            catch (OperationCanceledException) when (begins.Count < 3)
            {
                await _rig.Delay(0.5, CancellationToken.None);
                throw;
            }
        }, new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, TimeoutSeconds = 5, MaxRestarts = 2 }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal([0, 5.5, 11], begins);
        Assert.Equal(5, Assert.IsType<LifecycleTimeoutException>(error.InnerException).LimitSeconds);
        Assert.Equal(2, error.Others.Count);
        Assert.All(error.Others, other => Assert.IsType<LifecycleTimeoutException>(other));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_a_hook_that_ignores_its_time_out_is_not_run_twice_but_stops_the_worker()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown)
            .On(Hook.Background, _ => new TaskCompletionSource().Task, new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, TimeoutSeconds = 5 }));
        var worker = _rig.Build(shutdown: 2, grace: 1);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(6);
        Assert.Equal(UnitState.Stopping, worker.State);
        _rig.Advance(10);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => end.InTime());
        Assert.Equal(5, error.LimitSeconds);
        Assert.Equal(1, _rig.Journal.Count("background a"));
        Assert.Equal("a", _rig.Journal.Of("down"));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_2_an_ignored_time_out_only_cancels_the_hook()
    {
        var worker = Build(new HookDefinition(0, "") { OnFailure = FailurePolicy.Ignore, OnCompletion = CompletionPolicy.Restart, TimeoutSeconds = 5 });
        await worker.StartAsync().InTime();
        _rig.Advance(100);

        Assert.Equal([0], _begins);
        Assert.Equal(UnitState.Started, worker.State);
        Assert.Contains("limit of 5 s", worker.Units[0].Reason, StringComparison.Ordinal);
        await StopAsync(worker);
        Assert.Null(worker.Engine.Outcome);
    }

    [Fact]
    public async Task R_BG_2_OnCompletion_StopWorker_ends_the_worker_without_a_failure()
    {
        _rig.Unit("a", "", u => u.On(Hook.Background, token => _rig.Delay(3, token),
            new HookDefinition(0, "") { OnCompletion = CompletionPolicy.StopWorker })).Unit("b", "a");
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(2.9);
        Assert.Equal(UnitState.Started, worker.State);
        _rig.Advance(0.1);

        await end.InTime();
        Assert.Equal((UnitState.Stopped, "b"), (worker.State, _rig.Journal.Of("down")));
    }

    [Fact]
    public async Task R_BG_2_OnCompletion_Restart_begins_anew_and_counts()
    {
        var begins = new List<double>();
        _rig.Unit("a", "", u => u.On(Hook.Background, token =>
        {
            begins.Add(_rig.Time.Elapsed.TotalSeconds);
            return begins.Count == 2 ? throw new IOException("second") : _rig.Delay(1, token);
        }, new HookDefinition(0, "") { OnCompletion = CompletionPolicy.Restart, OnFailure = FailurePolicy.Restart, MaxRestarts = 3 }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal([0, 1, 1, 2], begins);
        Assert.Equal("Test.Worker failed: [Background] background1 of a ended again after 3 restarts within 60 s", error.Message);
        Assert.Equal("second", Assert.Single(error.Others).InnerException!.Message);
    }
}
