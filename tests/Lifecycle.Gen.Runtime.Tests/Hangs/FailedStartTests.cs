using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>A start that has failed ends within the shutdown budget, although no timer was needed before the failure.</summary>
public class FailedStartTests
{
    [Theory]
    [InlineData(Hook.OnInit)]
    [InlineData(Hook.PreStartup)]
    [InlineData(Hook.OnStartup)]
    [InlineData(Hook.OnReady)]
    public async Task R_FAIL_1_A_hook_that_ignores_its_token_is_abandoned_when_the_budget_is_used_up(int phase)
    {
        var rig = new Rig();
        rig.Unit("bad", "", u => u.On(phase, async token =>
            {
                await rig.Delay(0.1, token);
                throw new IOException("bad");
            }))
            .Unit("deaf", "", u => u.On(phase, _ => new TaskCompletionSource().Task))
            .Unit("fine");
        var worker = rig.Build(shutdown: 1, grace: 1);

        var start = worker.StartAsync();
        rig.Advance(2.05);
        Assert.False(start.IsCompleted);
        rig.Advance(0.1);

        Assert.True(start.IsCompleted);
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start);
        Assert.Equal("bad", error.Unit);
        Assert.Equal(["deaf"], error.Others.OfType<LifecycleTimeoutException>().Select(other => other.Unit));
        Assert.Equal(rig.Journal.Of("up").Contains("fine", StringComparison.Ordinal) ? "fine" : "", rig.Journal.Of("down"));
        Assert.Equal("fine, deaf, bad", rig.Journal.Of("dispose"));
        Assert.Equal((UnitState.Failed, 0), (worker.State, rig.Time.LiveTimers));
    }

    [Fact]
    public async Task A_background_task_that_fails_during_the_start_is_such_a_failure()
    {
        var rig = new Rig();
        rig.Unit("bad", "", u => u.On(Hook.Background, async token =>
            {
                await rig.Delay(0.1, token);
                throw new IOException("bad");
            }))
            .Unit("deaf", "", u => u.On(Hook.OnStartup, _ => new TaskCompletionSource().Task));
        var worker = rig.Build(shutdown: 1, grace: 1);

        var start = worker.StartAsync();
        rig.Advance(2.2);

        Assert.True(start.IsCompleted);
        Assert.Equal("bad", (await Assert.ThrowsAsync<BackgroundTaskException>(() => start)).Unit);
    }

    [Fact]
    public async Task A_hook_that_blocks_its_thread_is_abandoned_too()
    {
        var rig = new Rig();
        using var gate = new ManualResetEventSlim();
        rig.Unit("bad", "", u => u.On(Hook.OnStartup, async token =>
            {
                await rig.Delay(0.1, token);
                throw new IOException("bad");
            }))
            .Unit("blocks", "", u => u.On(Hook.OnStartup, gate.Wait))
            .Unit("fine");
        var worker = rig.Build(shutdown: 1, grace: 1);
        using var pool = new RealThreads(rig);

        var start = Task.Factory.StartNew(() => worker.StartAsync(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await pool.Until(() => rig.Journal.Count("up fine") > 0, timePasses: false);
        await pool.Until(() => worker.State == UnitState.Failed);

        gate.Set();
        var ended = start.Unwrap();
        await pool.Until(() => ended.IsCompleted, timePasses: false); // What is left of it may be an item of the queue.
        Assert.Equal("bad", (await Assert.ThrowsAsync<UnitStartException>(() => ended)).Unit);
        Assert.Equal("fine", rig.Journal.Of("down"));
    }
}
