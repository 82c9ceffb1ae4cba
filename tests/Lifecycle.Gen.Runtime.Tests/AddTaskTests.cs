using System.Diagnostics;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rule R-BG-5: tasks that are added to a unit at run time.</summary>
public class AddTaskTests
{
    private readonly Rig _rig = new();
    private IWorkerContext? _context;

    [Theory]
    [InlineData(Hook.OnInit, "Created")]
    [InlineData(Hook.PreStartup, "Created")]
    public async Task F13_R_BG_5_a_task_that_is_added_before_the_unit_starts_is_an_error_and_does_not_run(int phase, string state)
    {
        var ran = false;
        _rig.Unit("a", "", u => u.OnContext(phase, context =>
        {
            context.AddTask("poll", _ => { ran = true; return Task.CompletedTask; });
            return Task.CompletedTask;
        }));
        var worker = _rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        _rig.Settle();

        Assert.Equal(
            $"a of Test.Worker cannot take the task poll: it is neither starting nor up ({state}). Add tasks from [OnStartup] on.",
            Assert.IsType<UnitStateException>(error.InnerException).Message);
        Assert.False(ran);
    }

    [Fact]
    public async Task R_BG_5_a_task_added_by_a_startup_hook_begins_at_once_and_is_cancelled_and_awaited_with_the_units_own()
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, async context =>
        {
            context.AddTask("poll", token => LoopAsync("poll", token));
            await _rig.Delay(5);
        }).On(Hook.Background, token => LoopAsync("own", token)).Marks(Hook.OnShutdown));
        var worker = _rig.Build();
        var start = worker.StartAsync();
        _rig.Settle();
        Assert.Equal("up a, begin poll", _rig.Journal.ToString());
        _rig.Advance(5);
        await start.InTime();

        var stop = worker.StopAsync();
        _rig.Advance(5);
        await stop.InTime();

        Assert.Equal("up a, begin poll, background a, begin own, end poll, end own, down a", _rig.Journal.ToString());
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_BG_5_a_failing_one_stops_the_worker_and_is_named()
    {
        var worker = await StartAsync();
        var end = worker.WaitAsync();
        _context!.AddTask("poll", async token =>
        {
            await _rig.Delay(1, token);
            throw new IOException("no route");
        });
        _rig.Advance(1);

        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("Test.Worker failed: [Background] poll of a failed: no route", error.Message);
        Assert.Equal(("a", "poll", "Background"), (error.Unit, error.Hook, error.Phase));
    }

    [Fact]
    public async Task R_BG_5_its_options_are_those_of_a_background_hook()
    {
        var worker = await StartAsync();
        var runs = 0;
        _context!.AddTask("poll", token => ++runs < 3 ? throw new IOException($"run {runs}") : _rig.Delay(-1, token),
            new BackgroundAttribute { OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 1 });
        _context.AddTask("once", _ => throw new IOException("once"), new BackgroundAttribute { OnFailure = FailurePolicy.Ignore });
        _rig.Advance(10);

        Assert.Equal((UnitState.Started, 3), (worker.State, runs));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_5_a_time_limit_names_it()
    {
        var worker = await StartAsync();
        var end = worker.WaitAsync();
        _context!.AddTask("poll", token => _rig.Delay(-1, token), new BackgroundAttribute { TimeoutSeconds = 3 });
        _rig.Advance(3);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => end.InTime());
        Assert.Equal(("poll", 3), (error.Hook, error.LimitSeconds));
    }

    [Fact]
    public async Task R_BG_5_one_that_ignores_its_token_is_abandoned_by_name()
    {
        var worker = await StartAsync();
        _context!.AddTask("deaf", _ => new TaskCompletionSource().Task);
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Advance(40);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Contains("[Background] deaf of a", error.Message, StringComparison.Ordinal);
        Assert.Equal("b, a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_BG_5_after_the_unit_has_stopped_it_is_an_error_again_and_after_the_next_start_it_is_none()
    {
        var worker = await StartAsync();
        await StopAsync(worker);
        Assert.Throws<UnitStateException>(() => _context!.AddTask("poll", _ => Task.CompletedTask));

        await worker.StartAsync().InTime();
        var ran = false;
        _context!.AddTask("poll", _ => { ran = true; return Task.CompletedTask; });
        _rig.Settle();

        Assert.True(ran);
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_5_one_added_by_a_start_that_turns_round_is_cancelled_and_awaited()
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, async context =>
        {
            context.AddTask("poll", token => LoopAsync("poll", token));
            await _rig.Delay(1);
            throw new IOException("a");
        }).Marks(Hook.OnShutdown));
        var worker = _rig.Build();
        var start = worker.StartAsync();
        _rig.Advance(5);

        await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());
        Assert.Equal("up a, begin poll, end poll, dispose a", _rig.Journal.ToString());
    }

    [Fact]
    public async Task R_BG_5_what_cannot_be_right_is_refused()
    {
        var worker = await StartAsync();
        Assert.Throws<ArgumentException>(() => _context!.AddTask("", _ => Task.CompletedTask));
        Assert.Throws<ArgumentNullException>(() => _context!.AddTask("poll", null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context!.AddTask("poll", _ => Task.CompletedTask, new BackgroundAttribute { TimeoutSeconds = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _context!.AddTask("poll", _ => Task.CompletedTask, new BackgroundAttribute { RestartWindowSeconds = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _context!.AddTask("poll", _ => Task.CompletedTask, new BackgroundAttribute { RestartDelaySeconds = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context!.AddTask("poll", _ => Task.CompletedTask, new BackgroundAttribute { MaxRestarts = 0 }));
        await StopAsync(worker);
    }

    [Fact]
    public async Task R_BG_7_it_does_not_inherit_the_activity_of_who_adds_it()
    {
        var seen = new TaskCompletionSource<Activity?>();
        _rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, context =>
        {
            context.AddTask("poll", _ => { seen.SetResult(Activity.Current); return Task.CompletedTask; });
            return Task.CompletedTask;
        }));
        var worker = _rig.Build(pool: true);
        using var activity = new Activity("start").Start();

        await worker.StartAsync().InTime();

        Assert.Null(await seen.Task.InTime());
        await worker.StopAsync().InTime();
    }

    private async Task LoopAsync(string name, CancellationToken token)
    {
        _rig.Journal.Add("begin", name);
        try
        {
            await _rig.Delay(-1, token);
        }
        finally
        {
            await _rig.Delay(name == "own" ? 2 : 1, CancellationToken.None);
            _rig.Journal.Add("end", name);
        }
    }

    private async Task<TestWorker> StartAsync()
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, context =>
        {
            _context = context;
            return Task.CompletedTask;
        }).Marks(Hook.OnShutdown)).Unit("b", "a");
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        return worker;
    }

    private async Task StopAsync(TestWorker worker)
    {
        var stop = worker.StopAsync();
        _rig.Settle();
        await stop.InTime();
    }
}
