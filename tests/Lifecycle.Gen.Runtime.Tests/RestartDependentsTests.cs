using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rule R-BG-3: after a failure the unit goes down and up again, with what depends on it.</summary>
public class RestartDependentsTests
{
    private readonly Rig _rig = new();

    /// <summary>After which time each call of the hook fails; then it runs until it is cancelled.</summary>
    private readonly Queue<double> _failsAfter = new();

    [Fact]
    public async Task R_BG_3_the_dependents_stop_the_unit_goes_down_and_up_and_they_start_again()
    {
        var worker = Build(Policy(), 1);
        await worker.StartAsync().InTime();
        _rig.Settle();
        Assert.Equal("up a, up b, up c, up other, background b", _rig.Journal.ToString());
        _rig.Journal.Clear();
        var end = worker.WaitAsync();

        _rig.Advance(10);

        Assert.Equal("down c, down b, up b, up c, background b", _rig.Journal.ToString());
        Assert.False(end.IsCompleted);
        Assert.All(worker.Units, unit => Assert.Equal((UnitState.Started, null), (unit.State, unit.Reason)));

        await StopAsync(worker);
        await end.InTime();
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_3_the_pause_comes_first()
    {
        var worker = Build(Policy(delay: 5), 1);
        await worker.StartAsync().InTime();
        _rig.Advance(5.9);
        Assert.Equal("", _rig.Journal.Of("down"));
        Assert.Equal("failure", worker.Units[1].Reason);

        _rig.Advance(0.1);

        Assert.Equal("c, b", _rig.Journal.Of("down"));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_3_the_restarts_are_counted_over_the_units_way_down_and_up()
    {
        var worker = Build(Policy(max: 2), 1, 1, 1);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("Test.Worker failed: [Background] background1 of b failed again after 2 restarts within 60 s: failure", error.Message);
        Assert.Equal(2, error.Others.Count);
        Assert.Equal("c, b, c, b, other, c, b, a", _rig.Journal.Of("down"));
        Assert.Equal((UnitState.Failed, UnitState.Failed), (worker.State, worker.StateOf("b")));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public async Task R_BG_3_a_stop_before_the_failure_or_during_the_pause_ends_it(double stopAfter)
    {
        var worker = Build(Policy(delay: 5), 1);
        await worker.StartAsync().InTime();
        _rig.Advance(stopAfter);

        await StopAsync(worker);
        _rig.Advance(100);

        Assert.Equal("other, c, b, a", _rig.Journal.Of("down"));
        Assert.Equal(1, _rig.Journal.Count("up b"));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Theory]
    [InlineData(Hook.OnShutdown)]
    [InlineData(Hook.OnStartup)]
    public async Task R_BG_3_a_stop_that_comes_while_the_unit_goes_down_or_up_wins(int slow)
    {
        var worker = BuildSlow(Policy(), slow, 1);
        var start = worker.StartAsync();
        _rig.Advance(3.5);
        await start.InTime();
        _rig.Advance(slow == Hook.OnStartup ? 1 : 0); // The loop has failed, and b takes three seconds.

        var stop = worker.StopAsync();
        var end = worker.WaitAsync();
        _rig.Advance(100);

        await stop.InTime();
        await end.InTime();
        Assert.Equal(UnitState.Stopped, worker.State);
        Assert.Equal(slow == Hook.OnStartup ? 2 : 1, _rig.Journal.Count("up b"));
        Assert.Equal(1, _rig.Journal.Count("background b"));
        Assert.Equal(1, _rig.Journal.Count("down a"));
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public async Task R_BG_3_a_reload_before_the_failure_or_during_the_pause_takes_the_unit_along(double reloadAfter)
    {
        var worker = Build(Policy(delay: 5), 1);
        await worker.StartAsync().InTime();
        _rig.Advance(reloadAfter);
        _failsAfter.Clear();

        var reload = worker.ReloadAsync();
        _rig.Advance(100);

        await reload.InTime();
        Assert.Equal((2, 2), (_rig.Journal.Count("up b"), _rig.Journal.Count("background b")));
        Assert.All(worker.Units, unit => Assert.Equal((UnitState.Started, null), (unit.State, unit.Reason)));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_3_a_reload_that_comes_during_the_restart_follows_it()
    {
        var worker = BuildSlow(Policy(), Hook.OnShutdown, 1);
        await worker.StartAsync().InTime();
        _rig.Advance(2);

        var reload = worker.ReloadAsync();
        _rig.Advance(100);

        await reload.InTime();
        Assert.Equal((2, 3), (_rig.Journal.Count("up a"), _rig.Journal.Count("up b")));
        Assert.Equal(UnitState.Started, worker.State);
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_3_a_failure_while_others_start_restarts_when_they_are_up()
    {
        _rig.Unit("slow", "", u => u.On(Hook.OnStartup, token => _rig.Delay(10, token)));
        var worker = Build(Policy(), 1);
        var start = worker.StartAsync();
        _rig.Advance(9);
        Assert.Equal("", _rig.Journal.Of("down"));

        _rig.Advance(1);

        await start.InTime();
        Assert.Equal("c, b", _rig.Journal.Of("down"));
        Assert.Equal(2, _rig.Journal.Count("background b"));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_3_a_unit_that_cannot_be_brought_back_ends_the_worker_with_the_cause()
    {
        var broken = false;
        _rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, () =>
        {
            if (broken)
                throw new IOException("port taken");
        }).Marks(Hook.OnShutdown).On(Hook.Background, () =>
        {
            broken = true;
            throw new IOException("lost");
        }, Policy())).Unit("c", "b");
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(10);

        var cause = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        var error = Assert.IsType<UnitStartException>(Assert.Single(cause.Others));
        Assert.Equal(("b", "lost"), (cause.Unit, cause.InnerException!.Message));
        Assert.Equal(("b", "port taken"), (error.Unit, error.InnerException!.Message));
        Assert.Equal("c, b, a", _rig.Journal.Of("down"));
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Theory]
    [InlineData(Hook.OnShutdown)]
    [InlineData(Hook.OnStartup)]
    public async Task R_BG_3_what_fails_in_a_restart_is_not_lost_when_a_stop_comes_meanwhile(int phase)
    {
        var restarts = false;
        async Task FailsLate(CancellationToken token)
        {
            if (!restarts)
                return;

            await Task.WhenAny(_rig.Delay(3, token));
            throw new IOException("late");
        }

        _rig.Unit("a").Unit("b", "a", u => u.On(phase, FailsLate).On(Hook.Background, token =>
        {
            var first = !restarts;
            restarts = true;
            return first ? throw new IOException("first") : _rig.Delay(-1, token);
        }, Policy()));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(1);

        worker.RequestStop();
        _rig.Advance(5);

        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => end.InTime());
        Assert.Equal(("b", "late"), (error.Unit, error.InnerException!.Message));
        Assert.Equal(1, _rig.Journal.Count("down a"));
    }

    [Fact]
    public async Task R_BG_3_a_single_unit_that_cannot_be_brought_back_ends_the_worker_although_nothing_else_is_up()
    {
        var starts = 0;
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            if (++starts > 1)
                throw new IOException("port taken");
        }).On(Hook.Background, () => throw new IOException("lost"), Policy()));
        var worker = _rig.Build();
        await worker.StartUnitAsync<TestUnit>().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(10);

        var cause = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("port taken", Assert.IsType<UnitStartException>(Assert.Single(cause.Others)).InnerException!.Message);
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task R_BG_3_two_that_fail_at_once_are_restarted_one_after_the_other()
    {
        var failuresLeft = 2;
        void Fails(TestUnit unit) =>
            unit.Marks(Hook.OnStartup, Hook.OnShutdown)
                .On(Hook.Background, token => failuresLeft-- > 0 ? throw new IOException(unit.Id) : _rig.Delay(-1, token), Policy());
        _rig.Unit("a", "", Fails).Unit("b", "", Fails).Unit("c", "a b");
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Advance(10);

        Assert.Equal((2, 2), (_rig.Journal.Count("up a"), _rig.Journal.Count("up b")));
        Assert.All(worker.Units, unit => Assert.Equal(UnitState.Started, unit.State));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_3_an_added_task_is_counted_by_its_name()
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, context =>
        {
            context.AddTask("poll", _ => throw new IOException("always"),
                new BackgroundAttribute { OnFailure = FailurePolicy.RestartDependents, MaxRestarts = 3 });
            return Task.CompletedTask;
        }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(10);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal(("poll", 3, 4), (error.Hook, error.Others.Count, _rig.Journal.Count("up a")));
    }

    private static HookDefinition Policy(double delay = 0, int max = 5) =>
        new(0, "") { OnFailure = FailurePolicy.RestartDependents, RestartDelaySeconds = delay, MaxRestarts = max };

    private TestWorker Build(HookDefinition policy, params double[] failsAfter) => BuildSlow(policy, -1, failsAfter);

    /// <summary>c on b on a, and another one on a; b takes three seconds in one phase.</summary>
    private TestWorker BuildSlow(HookDefinition policy, int slow, params double[] failsAfter)
    {
        foreach (var seconds in failsAfter)
            _failsAfter.Enqueue(seconds);

        Func<CancellationToken, Task> Takes(int phase) => token => slow == phase ? _rig.Delay(3, token) : Task.CompletedTask;
        _rig.Unit("a")
            .Unit("b", "a", u => u.On(Hook.OnStartup, Takes(Hook.OnStartup)).On(Hook.OnShutdown, Takes(Hook.OnShutdown)).On(Hook.Background, async token =>
        {
            await _rig.Delay(_failsAfter.TryDequeue(out var seconds) ? seconds : -1, token);
            throw new IOException("failure");
        }, policy)).Unit("c", "b").Unit("other", "a");
        return _rig.Build();
    }

    private async Task StopAsync(TestWorker worker)
    {
        var stop = worker.StopAsync();
        _rig.Advance(10);
        await stop.InTime();
        await worker.WaitAsync().InTime();
    }
}
