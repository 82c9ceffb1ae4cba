using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Cases F: units that depend on each other start, stop and fail.</summary>
public class DependencyTests
{
    [Fact]
    public async Task F1_a_failed_start_does_not_call_the_units_own_stop()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException("a")).Marks(Hook.OnShutdown)).Build();

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal("up a, dispose a", rig.Journal.ToString());
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Theory]
    [InlineData("1ok", "2broken", "up 1ok, up 2broken, down 1ok")]
    [InlineData("2ok", "1broken", "up 1broken")]
    public async Task F2_of_two_dependencies_one_is_broken(string ok, string broken, string expected)
    {
        var rig = new Rig();
        rig.Unit(ok).Unit(broken, "", u => u.On(Hook.OnStartup, () => throw new IOException("no"))).Unit("dependent", $"{ok} {broken}");

        await Assert.ThrowsAsync<UnitStartException>(() => rig.Build(maxConcurrency: 1).StartAsync().InTime());

        Assert.StartsWith(expected + ", dispose", rig.Journal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("up dependent", rig.Journal.Entries);
    }

    [Fact]
    public async Task F3_a_failing_sibling_cancels_one_that_is_still_starting()
    {
        var rig = new Rig();
        rig.Unit("base").Unit("x", "base", u => u.On(Hook.OnStartup, token => rig.Delay(0.05, token)).Marks(Hook.OnShutdown))
            .Unit("y", "base", u => u.On(Hook.OnStartup, () => throw new IOException("y")));

        var start = rig.Build().StartAsync();
        rig.Settle();
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Equal("y", error.Unit);
        Assert.Equal("base", rig.Journal.Of("down"));
        Assert.Equal(0, rig.Time.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task F4_S13_a_diamond_starts_and_stops_each_unit_once()
    {
        var rig = new Rig();
        var worker = rig.Unit("c").Unit("b1", "c").Unit("b2", "c").Unit("a", "b1 b2").Build();

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("up c, up b1, up b2, up a, down a, down b2, down b1, down c", rig.Journal.ToString());
    }

    [Fact]
    public async Task F5_an_endless_background_task_is_cancelled_once_and_awaited()
    {
        var rig = new Rig();
        var cancellations = 0;
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, async token =>
        {
            try
            {
                await rig.Delay(-1, token);
            }
            finally
            {
                cancellations++;
            }
        }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();

        Assert.Equal(1, cancellations);
        Assert.Equal("background a, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task F7_independent_units_overlap_and_their_dependent_comes_after_both()
    {
        var rig = new Rig();
        void Slow(TestUnit unit) => unit.On(Hook.OnStartup, token => Mark("up", unit.Id, token)).On(Hook.OnShutdown, token => Mark("down", unit.Id, token));
        async Task Mark(string what, string id, CancellationToken token)
        {
            await rig.Delay(1, token);
            rig.Journal.Add("end " + what, id);
        }

        var worker = rig.Unit("b", "", Slow).Unit("c", "", Slow).Unit("d", "b c", Slow).Build();
        var start = worker.StartAsync();
        rig.Advance(2);
        await start.InTime();
        var stop = worker.StopAsync();
        rig.Advance(2);
        await stop.InTime();

        Assert.Equal(
            "up b, up c, end up b, end up c, up d, end up d, down d, end down d, down c, down b, end down b, end down c",
            rig.Journal.ToString().Replace("end down c, end down b", "end down b, end down c", StringComparison.Ordinal));
    }

    [Fact]
    public async Task F8_P9_R4_a_failing_stop_leaves_nobody_running_and_a_second_stop_does_nothing()
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw new IOException("b"))).Unit("c", "b");
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());
        await worker.StopAsync().InTime();

        Assert.Equal("b", error.Unit);
        Assert.Equal("c, b, a", rig.Journal.Of("down"));
        Assert.Equal((UnitState.Stopped, UnitState.Failed, UnitState.Stopped), (worker.StateOf("a"), worker.StateOf("b"), worker.StateOf("c")));
    }

    [Fact]
    public async Task F9_a_stop_over_the_budget_is_cancelled_and_its_dependencies_still_stop()
    {
        var rig = new Rig();
        rig.Unit("dependency").Unit("own", "dependency", u => u.On(Hook.OnShutdown, token => rig.Delay(3, token)));
        var worker = rig.Build(shutdown: 0.1);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        rig.Advance(0.1);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());

        Assert.Equal(("own", "down1", 0.1), (error.Unit, error.Hook, error.LimitSeconds));
        Assert.Equal("own, dependency", rig.Journal.Of("down"));
        Assert.Equal(0.1, rig.Time.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task F10_a_cancelled_start_is_rolled_back()
    {
        var rig = new Rig();
        using var source = new CancellationTokenSource();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(10, token)).Marks(Hook.OnShutdown));
        var worker = rig.Build();

        var start = worker.StartAsync(source.Token);
        await source.CancelAsync();
        rig.Settle();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());

        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal("up a, up b, down a, dispose b, dispose a", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task F11_after_a_failed_start_and_a_second_one_everything_is_stopped_once()
    {
        var rig = new Rig();
        var broken = true;
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, () =>
        {
            if (broken)
                throw new IOException("b");
        }).Marks(Hook.OnShutdown));
        var worker = rig.Build();
        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        rig.Journal.Clear();
        broken = false;

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("up a, up b, down b, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task F12_a_start_during_a_stop_waits_and_then_starts()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token))).Build();
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        var start = worker.StartAsync();
        rig.Settle();
        Assert.Equal("up a, down a", rig.Journal.ToString());
        rig.Advance(1);
        await Task.WhenAll(stop, start).InTime();

        Assert.Equal("up a, down a, up a", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task F14_leaving_the_scope_stops_and_both_errors_are_visible()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw new IOException("stop")));
        TestWorker? kept = null;

        var body = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var worker = rig.Build();
            kept = worker;
            await worker.StartAsync();
            throw new InvalidOperationException("body");
        });
        var stop = await Assert.ThrowsAsync<UnitStopException>(() => kept!.WaitAsync().InTime());

        Assert.Equal(("body", "stop"), (body.Message, stop.InnerException!.Message));
        Assert.Equal("up a, down a, dispose a", rig.Journal.ToString());
    }
}
