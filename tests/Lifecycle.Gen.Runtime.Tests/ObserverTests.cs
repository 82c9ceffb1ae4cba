using Lifecycle.Runtime.Tests.Kit;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Runtime.Tests;

/// <summary>Which events an observer gets, and that it harms nothing.</summary>
public class ObserverTests
{
    [Fact]
    public async Task R_OBS_1_an_observer_is_told_operations_states_and_hooks_in_order_with_their_times()
    {
        var log = new EventLog();
        var rig = new Rig { Observer = log };
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(2, token)).On(Hook.OnShutdown, token => rig.Delay(1, token))).Unit("b", "a", _ => { });
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(2);
        await start.InTime();
        rig.Advance(5);
        var stop = worker.StopAsync();
        rig.Advance(1);
        await stop.InTime();

        Assert.Equal(
            [
                "Test.Worker: Created -> Starting", "Test.Worker: Start began", "a: Created -> Starting", "a.up1: OnStartup began", "a.up1: OnStartup ended",
                "a: Starting -> Started", "b: Created -> Starting", "b: Starting -> Started", "Test.Worker: Starting -> Started", "Test.Worker: Start ended",
                "Test.Worker: Started -> Stopping", "Test.Worker: Stop began", "b: Started -> Stopping", "b: Stopping -> Stopped", "a: Started -> Stopping",
                "a.down1: OnShutdown began", "a.down1: OnShutdown ended", "a: Stopping -> Stopped", "Test.Worker: Stopping -> Stopped",
                "Test.Worker: Stop ended",
            ],
            log.Events.Select(happening => happening.ToString()));
        Assert.Equal("Created 0, Starting 2, Started 5, Stopping 1, Stopped", log.StatesOf("a"));
        Assert.Equal("Created 0, Starting 2, Started 5, Stopping 1, Stopped", log.StatesOf(null));
        Assert.Equal([2.0, 1.0], log.Of(WorkerEventKind.HookEnded).Select(happening => happening.Elapsed.TotalSeconds));
        Assert.Equal([("Start", 2.0), ("Stop", 1.0)], log.Of(WorkerEventKind.OperationEnded)
            .Select(happening => (happening.Operation, happening.Elapsed.TotalSeconds)));
        Assert.All(log.Events, happening => Assert.Equal("Test.Worker", happening.Worker));
    }

    [Fact]
    public async Task R_OBS_1_each_failure_is_told_once_with_its_attempts_and_what_it_leads_to()
    {
        var log = new EventLog();
        var rig = new Rig { Observer = log };
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, () => throw new IOException("no"), new HookDefinition(0, "") { Retries = 1 }));
        var worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal([1, 2], log.Of(WorkerEventKind.HookBegan).Where(happening => happening is { Unit: "b", Phase: "OnStartup" })
            .Select(happening => happening.Attempt));
        Assert.All(log.Of(WorkerEventKind.HookEnded).Where(happening => happening is { Unit: "b", Phase: "OnStartup" }),
            happening => Assert.IsType<IOException>(happening.Exception));
        Assert.Equal(1, Assert.Single(log.Of(WorkerEventKind.HookRetried)).Attempt);
        var failed = Assert.Single(log.Of(WorkerEventKind.Failed));
        Assert.Equal(("b", "up1", "OnStartup"), (failed.Unit, failed.Hook, failed.Phase));
        Assert.Same(error, failed.Exception);
        Assert.Same(error, Assert.Single(log.Of(WorkerEventKind.OperationEnded)).Exception);
        Assert.Equal("Created 0, Starting 0, Started 0, Stopping 0, Stopped", log.StatesOf("a"));
        Assert.Equal("Created 0, Starting 0, Failed", log.StatesOf("b"));
        Assert.Equal("Created 0, Starting 0, Stopping 0, Failed", log.StatesOf(null));
    }

    [Fact]
    public async Task R_OBS_1_background_tasks_are_told_with_their_restarts()
    {
        var log = new EventLog();
        var rig = new Rig { Observer = log };
        var runs = 0;
        rig.Unit("a", "", u => u.On(
            Hook.Background,
            async token =>
            {
                await rig.Delay(1, token);
                if (++runs == 1)
                    throw new IOException("once");

                await rig.Delay(-1, token);
            },
            new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 5, RestartWindowSeconds = 60 }));
        var worker = rig.Build();

        await worker.StartAsync().InTime();
        rig.Advance(3);
        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();

        Assert.Equal(
            [
                (WorkerEventKind.HookBegan, null), (WorkerEventKind.HookEnded, "once"), (WorkerEventKind.TaskRestarted, "once"),
                (WorkerEventKind.HookBegan, null), (WorkerEventKind.HookEnded, "A task was canceled."),
            ],
            log.Events.Where(happening => happening.Phase == "Background")
            .Select(happening => (happening.Kind, happening.Exception?.GetBaseException().Message)));
        Assert.Equal([1.0, 2.0], log.Of(WorkerEventKind.HookEnded).Select(happening => happening.Elapsed.TotalSeconds));
    }

    [Fact]
    public async Task R_OBS_1_a_hook_that_is_given_up_is_told_as_abandoned()
    {
        var log = new EventLog();
        var rig = new Rig { Observer = log };
        rig.Unit("a", "", u => u.On(Hook.OnShutdown, _ => rig.Delay(100, CancellationToken.None)));
        var worker = rig.Build(shutdown: 5, grace: 1);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        rig.Advance(6);
        await Assert.ThrowsAnyAsync<LifecycleException>(() => stop.InTime());
        rig.Advance(100);

        var abandoned = Assert.Single(log.Of(WorkerEventKind.HookAbandoned));
        Assert.Equal(("a", "down1", 6.0), (abandoned.Unit, abandoned.Hook, abandoned.Elapsed.TotalSeconds));
        Assert.Empty(log.Of(WorkerEventKind.HookEnded));
    }

    [Fact]
    public async Task An_observer_that_throws_harms_nothing_and_is_logged_once()
    {
        var messages = new List<string>();
        using var logger = new LogSpy(messages.Add);
        var rig = new Rig { Observer = new EventLog(_ => throw new InvalidOperationException("observer")) };
        var worker = rig.Unit("a").Unit("b", "a").Build(logger: logger);

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("up a, up b, down b, down a", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
        Assert.Single(messages, message => message.Contains("observer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_observer_may_look_at_the_worker_and_ask_it_to_stop()
    {
        TestWorker? worker = null;
        var states = new List<UnitState>();
        var rig = new Rig
        {
            Observer = new EventLog(happening =>
            {
                if (happening is not { Unit: "b", To: UnitState.Started })
                    return;

                states.Add(worker!.StateOf("b"));
                worker.RequestStop();
            }),
        };
        worker = rig.Unit("a").Unit("b", "a").Unit("c", "b").Build(maxConcurrency: 1);

        var start = worker.StartAsync();
        rig.Settle();
        await Assert.ThrowsAsync<OperationCanceledException>(() => start.InTime());

        Assert.Equal([UnitState.Started], states);
        Assert.Equal("c, b, a", rig.Journal.Of("down")); // The next unit was on its way already.
    }
}
