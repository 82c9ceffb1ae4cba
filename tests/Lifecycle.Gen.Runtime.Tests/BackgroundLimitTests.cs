using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>The time limit of background and run hooks: a hook that runs that long has failed (R-BG-1).</summary>
public class BackgroundLimitTests
{
    private static readonly HookDefinition s_limit = new(0, "") { TimeoutSeconds = 5 };

    [Theory]
    [InlineData(Hook.Background, "Background", "background1")]
    [InlineData(Hook.Run, "Run", "run1")]
    public async Task A_hook_that_takes_longer_than_its_limit_is_cancelled_and_stops_the_worker(int phase, string name, string hook)
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(phase, token => rig.Delay(-1, token), s_limit));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Advance(4.9);
        Assert.Equal(UnitState.Started, worker.State);

        rig.Advance(0.1);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => end.InTime());
        Assert.Equal(("Test.Worker", "b", hook, name, 5), (error.Worker, error.Unit, error.Hook, error.Phase, error.LimitSeconds));
        Assert.Empty(error.Others);
        Assert.Equal("b, a", rig.Journal.Of("down"));
        Assert.Equal((UnitState.Failed, UnitState.Failed), (worker.State, worker.StateOf("b")));
        Assert.Contains("limit of 5 s", worker.Units[1].Reason, StringComparison.Ordinal);
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task What_the_hook_throws_after_its_time_out_is_not_lost()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, async token =>
        {
            try
            {
                await rig.Delay(-1, token);
            }
            catch (OperationCanceledException e)
            {
                throw new IOException("flush", e);
            }
        }, s_limit));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Advance(5);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => end.InTime());
        Assert.Equal("flush", Assert.Single(error.Others).InnerException!.Message);
        Assert.Contains("limit of 5 s", worker.Units[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_ignores_its_time_out_is_given_up_by_the_stop()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, _ => new TaskCompletionSource().Task, s_limit));
        var worker = rig.Build(shutdown: 2, grace: 1);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        rig.Advance(8);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => end.InTime());
        Assert.Equal(5, error.LimitSeconds);
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task The_timer_goes_with_the_hook()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, token => rig.Delay(1, token), s_limit).On(Hook.Background, () => { }, s_limit));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        Assert.Equal(2, rig.Time.LiveTimers);

        rig.Advance(1);
        Assert.Equal(0, rig.Time.LiveTimers);

        rig.Advance(100);
        await worker.StopAsync().InTime();
        await worker.WaitAsync().InTime();
    }

    [Fact]
    public async Task A_stop_that_comes_first_is_no_time_out()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, token => rig.Delay(-1, token), s_limit))
            .Unit("b", "a", u => u.On(Hook.OnShutdown, token => rig.Delay(10, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Advance(1);

        var stop = worker.StopAsync();
        rig.Advance(10);

        await stop.InTime();
        await worker.WaitAsync().InTime();
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task A_time_out_while_others_start_turns_the_start_round()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, token => rig.Delay(-1, token), s_limit))
            .Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)));
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(5);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());
        Assert.Equal(("a", "Background"), (error.Unit, error.Phase));
        Assert.Empty(error.Others);
        Assert.Equal("a", rig.Journal.Of("down"));
        Assert.Equal(0, rig.Time.LiveTimers);
    }
}
