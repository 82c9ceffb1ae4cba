using System.Reflection;
using Lifecycle.Runtime.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lifecycle.Runtime.Tests;

/// <summary>A worker in a host: its units go down in the host's place of the stop, whatever the reason of the stop is.</summary>
public sealed class WorkerHostTests
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task A_requested_stop_waits_for_the_host()
    {
        var rig = new Rig { Host = _host }.Unit("A").Unit("B", "A");
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        worker.RequestStop();
        rig.Settle();
        Assert.Equal(HealthStatus.Draining, worker.Health.Status);
        Assert.Equal(UnitState.Started, worker.StateOf("B"));

        _host.GoOn!();
        rig.Settle();
        Assert.Equal("up A, up B, down B, down A", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task After_the_failure_of_a_task_the_units_stay_up_for_the_host()
    {
        var rig = new Rig { Host = _host };
        rig.Unit("A").Unit("B", "A", unit => unit.On(Hook.Background, async token =>
        {
            await rig.Delay(1, token);
            throw new InvalidOperationException("the queue is gone");
        }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        rig.Advance(10);
        Assert.Equal(HealthStatus.Draining, worker.Health.Status);
        Assert.Equal(UnitState.Started, worker.StateOf("A"));

        _host.GoOn!();
        rig.Settle();
        var (failure, exitCode) = TestHost.OutcomeOf(worker);
        Assert.Equal("the queue is gone", Assert.IsType<BackgroundTaskException>(failure).InnerException?.Message);
        Assert.Equal(1, exitCode);
        Assert.Equal(UnitState.Stopped, worker.StateOf("A"));
    }

    [Fact]
    public async Task The_end_of_the_run_hooks_waits_for_the_host_too()
    {
        var rig = new Rig { Host = _host }.Unit("A", hooks: unit => unit.OnContext(Hook.Run, context =>
        {
            context.RequestStop(5);
            return Task.CompletedTask;
        }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        Assert.Equal(UnitState.Started, worker.StateOf("A"));

        _host.GoOn!();
        rig.Settle();
        Assert.Equal((null, 5), TestHost.OutcomeOf(worker));
    }

    [Fact]
    public async Task The_budget_is_what_the_host_has_left_when_the_units_go_down()
    {
        var rig = new Rig { Host = _host };
        rig.Unit("A", hooks: unit => unit.On(Hook.OnShutdown, token => rig.Delay(100, token)));
        var worker = rig.Build(shutdown: 25, grace: 1);
        await worker.StartAsync().InTime();
        var stop = worker.StopAsync();

        rig.Advance(20);
        _host.Seconds = 4;
        _host.GoOn!();
        rig.Advance(3.5);
        Assert.False(stop.IsCompleted);
        rig.Advance(0.5);

        var failure = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Contains("4 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_is_rolled_back_without_the_host()
    {
        var rig = new Rig { Host = _host }.Unit("A")
            .Unit("B", "A", unit => unit.On(Hook.OnStartup, () => throw new InvalidOperationException("port 80 in use")));
        var worker = rig.Build();

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        Assert.Null(_host.GoOn);
        Assert.Equal("up A, up B, down A, dispose B, dispose A", rig.Journal.ToString());
    }

    [Fact]
    public async Task Units_can_be_made_before_the_start_which_then_takes_them()
    {
        var rig = new Rig { Host = _host }.Unit("A", hooks: unit => unit.Marks(Hook.OnInit, Hook.OnStartup)).OnRequest("A").Unit("B", "A");
        var worker = rig.Build();
        Assert.Throws<InvalidOperationException>(() => TestHost.UnitAt(worker, 0));

        TestHost.Construct(worker);
        var made = TestHost.UnitAt(worker, 0);
        Assert.Same(rig.Live["A"], made);
        Assert.Equal(UnitState.Created, worker.State);
        Assert.Equal("", rig.Journal.ToString());

        TestHost.Construct(worker);
        await worker.StartAsync().InTime();
        Assert.Same(made, TestHost.UnitAt(worker, 0));
        Assert.Equal("init A, up A, up B", rig.Journal.ToString());

        await worker.ReloadAsync().InTime();
        Assert.Equal(1, rig.Journal.Count("init A"));
    }

    [Fact]
    public async Task Units_that_were_made_and_never_started_are_disposed_with_the_worker()
    {
        var rig = new Rig { Host = _host }.Unit("A").Unit("B", "A");
        var worker = rig.Build();
        TestHost.Construct(worker);

        await worker.DisposeAsync();
        Assert.Equal("dispose B, dispose A", rig.Journal.ToString());
        Assert.Equal(["B", "A"], _host.Disposed);
        TestHost.Construct(worker);
        Assert.Throws<InvalidOperationException>(() => TestHost.UnitAt(worker, 0));
    }

    [Fact]
    public async Task A_constructor_that_fails_before_the_start_leaves_nothing()
    {
        var rig = new Rig { Host = _host }.Unit("A").Unit("B", "A");
        var fails = true;
        rig.Make = id => id == "B" && fails ? throw new InvalidOperationException("no file") : new TestUnit(id, rig.Journal);
        var worker = rig.Build();

        var failure = Assert.Throws<UnitStartException>(() => TestHost.Construct(worker));
        Assert.Equal("B", failure.Unit);
        Assert.Equal("dispose A", rig.Journal.ToString());

        fails = false;
        await worker.StartAsync().InTime();
        Assert.Equal(UnitState.Started, worker.StateOf("B"));
    }

    /// <summary>A new option that is not copied would have no effect in a host.</summary>
    [Fact]
    public void Every_option_is_copied_for_the_host()
    {
        var options = new WorkerOptions
        {
            LoggerFactory = new NullLoggerFactory(),
            TimeProvider = new VirtualTime(),
            StartupTimeoutSeconds = 1,
            ShutdownTimeoutSeconds = 2,
            ShutdownGraceSeconds = 3,
            DrainDelaySeconds = 4,
            RepeatedSignalSeconds = 5,
            MaxConcurrency = 6,
            Observer = new EventLog(),
            Telemetry = true,
            RecordStartup = true,
            ReloadOnCodeUpdate = true,
            KeepsStacksApart = true,
            Random = new Random(1),
            WorkQueue = new ManualQueue(),
        };
        var copy = _host.Adopt(options);

        Assert.Same(_host, copy.Host);
        Assert.Equal(0, copy.DrainDelaySeconds);
        var defaults = new WorkerOptions();
        // The host has its own delay, and notifies systemd itself.
        string[] own =
        [
            nameof(WorkerOptions.Host), nameof(WorkerOptions.DrainDelaySeconds), nameof(WorkerOptions.NotifySystemd), nameof(WorkerOptions.MakeNotifier),
        ];
        foreach (var property in typeof(WorkerOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (own.Contains(property.Name))
                continue;

            Assert.NotEqual(property.GetValue(defaults), property.GetValue(options));
            if (property.Name != "MakeLog") // Made anew with the logger factory.
                Assert.Equal(property.GetValue(options), property.GetValue(copy));
        }
    }
}
