using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-START-*.</summary>
public class StartTests
{
    [Fact]
    public async Task R_START_1_a_unit_waits_for_its_own_dependencies_only()
    {
        var rig = new Rig();
        rig.Unit("slow", "", u => u.On(Hook.OnStartup, token => rig.Delay(10, token)))
            .Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(1, token)))
            .Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(1, token)))
            .Unit("c", "b slow", u => u.Marks(Hook.OnStartup));
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(1);
        Assert.Equal("a, slow, b", rig.Journal.Of("up"));
        rig.Advance(8.999);
        Assert.Equal(UnitState.Started, worker.StateOf("b"));
        Assert.False(start.IsCompleted);
        rig.Advance(0.001);
        await start.InTime();

        Assert.Equal(10, rig.Time.Elapsed.TotalSeconds);
        Assert.Equal("a, slow, b, c", rig.Journal.Of("up"));
    }

    [Fact]
    public async Task R_START_2_a_hook_that_blocks_its_thread_does_not_delay_the_others()
    {
        var rig = new Rig();
        using var gate = new ManualResetEventSlim();
        rig.Unit("blocker", "", u => u.On(Hook.OnStartup, gate.Wait))
            .Unit("other", "", u => u.Marks(Hook.OnStartup))
            .Unit("opener", "other", u => u.On(Hook.OnStartup, gate.Set));
        var worker = rig.Build(pool: true);

        await Task.Run(() => worker.StartAsync()).InTime();

        Assert.Equal(["blocker", "opener", "other"], rig.Journal.Of("up").Split(", ").Order());
    }

    [Fact]
    public async Task R_START_2_several_hooks_that_block_leave_a_thread_for_the_rest()
    {
        var rig = new Rig();
        using var gate = new CountdownEvent(3);
        void Meet()
        {
            gate.Signal();
            gate.Wait();
        }

        rig.Unit("a", "", u => u.On(Hook.OnStartup, Meet)).Unit("b", "", u => u.On(Hook.OnStartup, Meet)).Unit("c", "", u => u.On(Hook.OnStartup, Meet));

        await Task.Run(() => rig.Build(pool: true).StartAsync()).InTime();

        Assert.Equal(0, gate.CurrentCount);
    }

    [Fact]
    public async Task R_START_2_a_landing_inside_a_hook_does_not_run_other_hooks_on_that_hooks_thread()
    {
        var rig = new Rig();
        var gate = new TaskCompletionSource();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, _ => gate.Task))
            .Unit("b", "a", u => u.Marks(Hook.OnStartup))
            .Unit("c", "", u => u.On(Hook.OnStartup, () =>
            {
                gate.SetResult();
                rig.Journal.Add("end", "c");
            }));
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Settle();
        await start.InTime();

        Assert.Equal("up a, up c, end c, up b", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_START_3_one_at_a_time_follows_the_order_of_the_plan()
    {
        var rig = new Rig();
        rig.Unit("d", "a", Slow).Unit("c", "", Slow).Unit("a", "c", Slow).Unit("b", "", Slow);
        var worker = rig.Build(maxConcurrency: 1);

        var start = worker.StartAsync();
        rig.Advance(4);
        await start.InTime();
        var stop = worker.StopAsync();
        rig.Advance(4);
        await stop.InTime();

        Assert.Equal("b, c, a, d", string.Join(", ", worker.Plan.Units));
        Assert.Equal("b, c, a, d", rig.Journal.Of("up"));
        Assert.Equal("d, a, c, b", rig.Journal.Of("down"));
        Assert.Equal("Test.Worker\n  1 b\n  2 c\n  3 a <- c\n  4 d <- a", worker.Plan.ToString());

        void Slow(TestUnit unit) => unit.On(Hook.OnStartup, token => rig.Delay(1, token)).On(Hook.OnShutdown, token => rig.Delay(1, token));
    }

    [Fact]
    public async Task R_START_3_no_more_than_MaxConcurrency_hooks_run_at_once()
    {
        var rig = new Rig();
        var now = 0;
        var most = 0;
        for (var i = 0; i < 7; i++)
        {
            rig.Unit($"u{i}", "", u => u.On(Hook.OnStartup, async token =>
            {
                most = Math.Max(most, ++now);
                await rig.Delay(1, token);
                now--;
            }));
        }

        var start = rig.Build(maxConcurrency: 3).StartAsync();
        rig.Advance(3);
        await start.InTime();

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task R_START_4_concurrent_callers_share_one_start()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(1, token))).Unit("b", "a").Unit("c", "a");
        var worker = rig.Build();

        var first = worker.StartAsync();
        var second = worker.StartAsync();
        var third = worker.StartAsync();
        rig.Advance(1);
        await Task.WhenAll(first, second, third).InTime();
        await worker.StartAsync().InTime();

        Assert.Equal("a, b, c", rig.Journal.Of("up"));
    }

    [Fact]
    public async Task R_START_4_a_caller_who_shares_a_start_may_leave_it()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(1, token)));
        var worker = rig.Build();
        using var source = new CancellationTokenSource();

        var first = worker.StartAsync();
        var second = worker.StartAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.InTime());
        rig.Advance(1);
        await first.InTime();

        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task R_START_5_construction_comes_in_order_and_before_any_hook()
    {
        var rig = new Rig();
        rig.Make = id =>
        {
            rig.Journal.Add("new", id);
            return new TestUnit(id, rig.Journal);
        };
        rig.Unit("b", "", u => u.Marks(Hook.OnInit)).Unit("a", "b", u => u.Marks(Hook.OnInit));
        var worker = rig.Build();

        Assert.Empty(rig.Journal.Entries);
        await worker.StartAsync().InTime();

        Assert.Equal("new b, new a, init b, init a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_START_5_a_failing_construction_is_named_and_what_was_made_is_disposed()
    {
        var rig = new Rig();
        rig.Make = id => id == "b" ? throw new IOException("no b") : new TestUnit(id, rig.Journal);
        rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.OnExit)).Unit("b", "a").Unit("c", "b");
        var worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal(("b", null, "Construction"), (error.Unit, error.Hook, error.Phase));
        Assert.Equal("dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_START_6_a_hook_over_its_limit_is_cancelled_and_named()
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token), Limit(5)));
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(4.9);
        Assert.False(start.IsCompleted);
        rig.Advance(0.2);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        Assert.Equal(("Test.Worker", "b", "up1", "OnStartup", 5.0), (error.Worker, error.Unit, error.Hook, error.Phase, error.LimitSeconds));
        Assert.Equal("up a, up b, down a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_START_6_a_hook_over_its_limit_that_ignores_its_token_is_given_up()
    {
        var rig = new Rig();
        var late = new TaskCompletionSource();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, _ => late.Task, Limit(5)).Marks(Hook.OnShutdown));
        var worker = rig.Build(grace: 2);

        var start = worker.StartAsync();
        rig.Advance(6.9);
        Assert.False(start.IsCompleted);
        rig.Advance(0.2);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());
        Assert.Equal("down a", rig.Journal.Entries[2]);

        await worker.StartAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
        late.SetResult();
        Assert.Equal(UnitState.Failed, worker.StateOf("b"));
    }

    [Fact]
    public async Task R_START_6_the_whole_start_over_its_limit_names_what_it_waited_for()
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)))
            .Unit("c", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)));
        var worker = rig.Build(startup: 3);

        var start = worker.StartAsync();
        rig.Advance(3);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        Assert.Equal("Test.Worker could not start within its limit of 3 s; it waited for [OnStartup] up1 of b, [OnStartup] up1 of c", error.Message);
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_START_6_a_limit_holds_although_the_hook_blocks_the_thread()
    {
        var rig = new Rig();
        using var gate = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            blocked.SetResult();
            gate.Wait();
        }, Limit(5)));
        var worker = rig.Build();

        var start = Task.Run(() => worker.StartAsync());
        await blocked.Task.InTime();
        rig.Advance(6);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => worker.WaitAsyncSettled(rig).InTime());
        gate.Set();
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        Assert.Equal("up a, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task A_hook_that_returns_null_has_nothing_to_wait_for()
    {
        var rig = new Rig();
        Task? nothing = null;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, _ => nothing!)).Unit("b", "a");

        await rig.Build().StartAsync().InTime();

        Assert.Equal("a, b", rig.Journal.Of("up"));
    }

    private static HookDefinition Limit(double seconds) => new(0, "") { TimeoutSeconds = seconds };

    [Fact]
    public async Task R_OBS_5_every_wait_goes_through_the_clock_of_the_options()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("retried", hooks: u => u.On(Hook.OnStartup, () =>
            {
                if (++attempts < 3)
                    throw new IOException("not yet");
            }, new HookDefinition(0, "") { Retries = 2, RetryDelaySeconds = 3600 }))
            .Unit("late", "retried", u => u.On(Hook.OnStartup, token => rig.Delay(3600, token), new HookDefinition(0, "") { TimeoutSeconds = 7200 }))
            .Unit("stuck", "late", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => rig.Delay(-1, CancellationToken.None)));
        var worker = rig.Build(startup: 36000, shutdown: 3600, grace: 60);

        var start = worker.StartAsync();
        rig.Advance((3 * 3600) + 3600 - 1);
        Assert.False(start.IsCompleted);
        rig.Advance(1);
        await start.InTime();
        var stop = worker.StopAsync();
        rig.Advance(3600 + 60 - 1);
        Assert.False(stop.IsCompleted);
        rig.Advance(1);

        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal(0, rig.Time.LiveTimers);
    }
}
