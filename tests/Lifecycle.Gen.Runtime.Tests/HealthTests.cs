using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Health of workers and units: readiness, checks, and the pause before a drain.</summary>
public class HealthTests
{
    [Fact]
    public async Task R7_readiness_follows_the_phases()
    {
        var rig = new Rig();
        TestWorker? worker = null;
        var seen = new List<(string, HealthStatus, bool)>();
        void See(string when) => seen.Add((when, worker!.Health.Status, worker.Health.IsReady));
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => See("OnStartup")).On(Hook.OnReady, async token =>
        {
            See("OnReady");
            await rig.Delay(1, token);
        }).On(Hook.OnDrain, () => See("OnDrain")).On(Hook.OnShutdown, () => See("OnShutdown")));
        worker = rig.Build();

        See("before");
        var start = worker.StartAsync();
        See("while it becomes ready");
        rig.Advance(1);
        await start.InTime();
        See("up");
        await worker.StopAsync().InTime();
        See("down");

        Assert.Equal(
            [
                ("before", HealthStatus.Stopped, false), ("OnStartup", HealthStatus.Starting, false), ("OnReady", HealthStatus.Starting, false),
                ("while it becomes ready", HealthStatus.Starting, false), ("up", HealthStatus.Ready, true), ("OnDrain", HealthStatus.Draining, false),
                ("OnShutdown", HealthStatus.Draining, false), ("down", HealthStatus.Stopped, false),
            ],
            seen);
    }

    [Fact]
    public async Task R7_units_have_a_health_of_their_own()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(1, token))).Unit("b", "a");
        var worker = rig.Build();
        var start = worker.StartAsync();

        Assert.Equal("Starting\n  a: Starting\n  b: Stopped", worker.Health.ToString());
        rig.Advance(1);
        await start.InTime();
        Assert.Equal("Ready\n  a: Ready\n  b: Ready", worker.Health.ToString());
        await worker.StopAsync().InTime();
        Assert.Equal("Stopped\n  a: Stopped\n  b: Stopped", worker.Health.ToString());
    }

    [Fact]
    public async Task R7_between_the_order_to_stop_and_the_drain_is_the_delay_and_then_the_budget_begins()
    {
        var rig = new Rig();
        CancellationToken stopping = default;
        rig.Unit("a", "", u => u.Marks(Hook.OnDrain, Hook.OnShutdown)
            .OnContext(Hook.OnStartup, context => { stopping = context.Stopping; return Task.CompletedTask; }));
        var worker = rig.Build(shutdown: 2, drainDelay: 5);
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        var stop = worker.StopAsync();
        rig.Advance(4.9);

        Assert.Equal((HealthStatus.Draining, false), (worker.Health.Status, worker.Health.IsReady));
        Assert.Equal(("", false, false), (rig.Journal.ToString(), stop.IsCompleted, stopping.IsCancellationRequested));
        var second = worker.StopAsync();

        rig.Advance(0.1);
        await stop.InTime();
        await second.InTime();
        Assert.Equal("drain a, down a", rig.Journal.ToString());
        Assert.True(stopping.IsCancellationRequested);
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R7_a_second_signal_ends_the_process_also_in_the_delay()
    {
        var rig = new Rig();
        rig.Unit("a");
        var worker = rig.Build(drainDelay: 5);
        using var process = new FakeProcess();
        var run = ProcessRun.RunAsync(worker, process, CancellationToken.None);
        rig.Settle();

        process.Raise(PosixSignal.SIGTERM);
        rig.Advance(1);
        Assert.Null(process.ForcedCode);
        Assert.Equal(HealthStatus.Draining, worker.Health.Status);
        process.Raise(PosixSignal.SIGTERM);
        Assert.Equal(143, process.ForcedCode);

        rig.Advance(4);
        Assert.Equal(0, await run.InTime());
    }

    [Fact]
    public async Task R7_a_failure_and_a_reload_wait_for_no_delay()
    {
        var rig = new Rig();
        var fails = false;
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, async token =>
        {
            await rig.Delay(1, token);
            if (fails)
                throw new IOException("a");

            await rig.Delay(-1, token);
        }));
        var worker = rig.Build(drainDelay: 100);
        await worker.StartAsync().InTime();
        rig.Settle();
        var reload = worker.ReloadAsync();
        rig.Settle();
        await reload.InTime();
        fails = true;
        rig.Advance(1);

        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task A_check_that_fails_degrades_its_unit_and_keeps_message_and_exception()
    {
        var rig = new Rig();
        Exception? wrong = null;
        var isWell = true;
        rig.Unit("a", "", u => u.On(Hook.HealthCheck, () => { if (wrong is not null) throw wrong; }))
            .Unit("b", "a", u => u.On(Hook.HealthCheck, _ => Task.FromResult(isWell))).Unit("c");
        var worker = rig.Build();
        Assert.Equal(HealthStatus.Stopped, (await worker.CheckHealthAsync().InTime()).Status);
        await worker.StartAsync().InTime();

        var health = await CheckAsync(rig, worker);
        Assert.Equal("Ready\n  a: Ready\n  b: Ready\n  c: Ready", health.ToString());
        Assert.Equal([true, true, false], health.Units.Select(unit => unit.CheckedAt is not null));

        wrong = new IOException("disk full");
        isWell = false;
        rig.Advance(2);
        health = await CheckAsync(rig, worker);
        Assert.Equal((HealthStatus.Degraded, true), (health.Status, health.IsReady));
        Assert.Same(wrong, health.Units[0].Exception);
        Assert.Equal("a: Degraded (disk full)", health.Units[0].ToString());
        Assert.Equal("b: Degraded ([HealthCheck] check1 says that b is not healthy.)", health.Units[1].ToString());
        Assert.Equal(HealthStatus.Degraded, worker.Health.Status);

        (wrong, isWell) = (null, true);
        rig.Advance(2);
        Assert.Equal(HealthStatus.Ready, (await CheckAsync(rig, worker)).Status);
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task An_answer_holds_for_the_stated_time_and_those_who_ask_at_once_share_a_call()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.HealthCheck, token => rig.Delay(1, token), new HookDefinition(0, "") { CacheSeconds = 10 }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var first = worker.CheckHealthAsync();
        var second = worker.CheckHealthAsync();
        rig.Advance(1);
        await first.InTime();
        await second.InTime();
        Assert.Equal(1, rig.Journal.Count("check a"));

        rig.Advance(9.9);
        await worker.CheckHealthAsync().InTime();
        Assert.Equal(1, rig.Journal.Count("check a"));

        rig.Advance(0.1);
        var third = worker.CheckHealthAsync();
        rig.Advance(1);
        await third.InTime();
        Assert.Equal(2, rig.Journal.Count("check a"));
    }

    [Fact]
    public async Task A_check_beyond_its_limit_has_failed_also_where_it_goes_on()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.HealthCheck, _ => rig.Delay(100, CancellationToken.None), new HookDefinition(0, "") { TimeoutSeconds = 2 }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var check = worker.CheckHealthAsync();
        rig.Advance(2);

        var health = await check.InTime();
        Assert.Equal("Test.Worker: [HealthCheck] check1 of a took longer than its limit of 2 s",
            Assert.IsType<LifecycleTimeoutException>(health.Units[0].Exception).Message);
        var stop = worker.StopAsync();
        rig.Advance(98);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task A_check_under_way_is_cancelled_and_awaited_when_its_unit_goes_down()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.HealthCheck, async token =>
        {
            try
            {
                await rig.Delay(3, token);
            }
            finally
            {
                rig.Journal.Add("checked", "a");
            }
        }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var check = worker.CheckHealthAsync();
        rig.Settle();

        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();

        Assert.Equal("up a, check a, checked a, down a", rig.Journal.ToString());
        // The caller gets its answer on the pool, during the rest of the stop or after it.
        Assert.False((await check.InTime()).IsReady);
        Assert.Equal(HealthStatus.Stopped, worker.Health.Status);
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task A_background_failure_that_is_passed_over_degrades_its_unit_while_it_is_up()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, () => throw new IOException("lost"), new HookDefinition(0, "") { OnFailure = FailurePolicy.Ignore }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        Assert.Equal("Degraded\n  a: Degraded (lost)", worker.Health.ToString());
        await worker.StopAsync().InTime();
        Assert.Equal("Stopped\n  a: Stopped", worker.Health.ToString());
    }

    [Fact]
    public async Task R7_a_unit_reads_and_asks_the_health_of_its_worker()
    {
        var rig = new Rig();
        IWorkerContext? context = null;
        HealthStatus? atStart = null;
        rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, given => { context = given; atStart = given.Health.Status; return Task.CompletedTask; }))
            .Unit("b", "", u => u.On(Hook.HealthCheck, _ => Task.FromResult(false)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        Assert.Equal((HealthStatus.Starting, HealthStatus.Ready), (atStart, context!.Health.Status));
        var check = context.CheckHealthAsync();
        rig.Settle();
        Assert.Equal(["a: Ready", "b: Degraded"], (await check.InTime()).Units.Select(unit => $"{unit.Id}: {unit.Status}"));
        Assert.Equal(HealthStatus.Degraded, context.Health.Status);

        await worker.StopAsync().InTime();
        Assert.Equal(HealthStatus.Stopped, context.Health.Status);
    }

    private static Task<WorkerHealth> CheckAsync(Rig rig, TestWorker worker)
    {
        var check = worker.CheckHealthAsync();
        rig.Settle();
        return check.InTime();
    }
}
