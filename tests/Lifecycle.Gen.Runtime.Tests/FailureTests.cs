using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-FAIL-*.</summary>
public class FailureTests
{
    [Fact]
    public async Task R_FAIL_1_the_first_failure_cancels_what_is_starting_and_starts_nothing_new()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, async token =>
            {
                await rig.Delay(1, token);
                throw new IOException("a");
            }))
            .Unit("b", "", u => u.On(Hook.OnStartup, async token =>
            {
                try
                {
                    await rig.Delay(100, token);
                }
                catch (OperationCanceledException)
                {
                    await rig.Delay(3, CancellationToken.None); // Cleaning up: it is waited for.
                    rig.Journal.Add("cleaned", "b");
                    throw;
                }
            }).Marks(Hook.OnShutdown))
            .Unit("c", "b");
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(3.9);
        Assert.False(start.IsCompleted);
        rig.Advance(0.1);
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Equal("a", error.Unit);
        Assert.Empty(error.Others);
        Assert.Equal("up a, up b, cleaned b, dispose c, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_1_what_ignores_its_cancellation_is_given_up_when_the_shutdown_budget_ends()
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, () => throw new IOException("b")))
            .Unit("0deaf", "", u => u.On(Hook.OnStartup, _ => new TaskCompletionSource().Task));
        var worker = rig.Build(shutdown: 10, grace: 1, maxConcurrency: 0);

        var start = worker.StartAsync();
        rig.Advance(10.9);
        Assert.False(start.IsCompleted);
        rig.Advance(0.2);
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Equal("b", error.Unit);
        Assert.Equal("0deaf", Assert.IsType<LifecycleTimeoutException>(Assert.Single(error.Others)).Unit);
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_FAIL_2_who_passed_PreStartup_gets_PostShutdown_and_all_are_disposed()
    {
        var rig = new Rig();
        int[] marks = [Hook.OnStartup, Hook.OnShutdown, Hook.PostShutdown, Hook.OnReady, Hook.OnDrain];
        rig.Unit("a", "", u => u.Marks(marks).Marks(Hook.PreStartup))
            .Unit("b", "a", u => u.On(Hook.PreStartup, () => throw new IOException("b")).Marks(marks))
            .Unit("c", "b", u => u.Marks(marks).Marks(Hook.PreStartup));

        await Assert.ThrowsAsync<UnitStartException>(() => rig.Build().StartAsync().InTime());

        Assert.Equal("prepare a, prepare b, after a, dispose c, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_2_a_failure_when_all_are_up_drains_those_that_were_ready()
    {
        var rig = new Rig();
        int[] marks = [Hook.OnStartup, Hook.OnShutdown, Hook.OnDrain];
        rig.Unit("a", "", u => u.Marks(marks).Marks(Hook.OnReady)).Unit("b", "a", u => u.Marks(marks).On(Hook.OnReady, () => throw new IOException("b")));

        await Assert.ThrowsAsync<UnitStartException>(() => rig.Build().StartAsync().InTime());

        Assert.Equal("up a, up b, ready a, ready b, drain a, down b, down a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_3_the_background_tasks_of_the_units_that_were_up_are_cancelled_and_awaited()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, async token =>
            {
                try
                {
                    await rig.Delay(100, token);
                }
                finally
                {
                    rig.Journal.Add("ended", "a");
                }
            }))
            .Unit("b", "a", u => u.On(Hook.OnStartup, async token =>
            {
                await rig.Delay(1, token);
                throw new IOException("b");
            }));

        var start = rig.Build().StartAsync();
        rig.Advance(1);
        await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Equal("up a, up b, background a, ended a, down a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_4_the_first_cause_leaves_and_the_others_are_in_it()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw new IOException("down a")))
            .Unit("b", "a", u => u.On(Hook.OnStartup, async token =>
            {
                await Task.WhenAny(rig.Delay(100, token));
                throw new IOException("b, because it was cancelled");
            }))
            .Unit("c", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)))
            .Unit("d", "a", u => u.On(Hook.OnStartup, () => throw new IOException("d")));

        var start = rig.Build().StartAsync();
        rig.Settle();
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Equal("d", error.Unit);
        Assert.Equal(["b, because it was cancelled", "down a"], error.Others.Select(other => other.InnerException!.Message));
    }

    [Fact]
    public async Task R_FAIL_5_the_same_worker_starts_after_a_failure()
    {
        var rig = new Rig();
        var broken = true;
        rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.OnStartup, Hook.OnShutdown, Hook.OnExit)).Unit("b", "a", u => u.On(Hook.OnStartup, () =>
        {
            if (broken)
                throw new IOException("b");
        }).Marks(Hook.OnShutdown));
        var worker = rig.Build();
        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        Assert.Equal("b", Assert.Single(worker.Units, unit => unit.State == UnitState.Failed).Reason);
        rig.Journal.Clear();
        broken = false;

        await worker.StartAsync().InTime();
        Assert.All(worker.Units, unit => Assert.Equal((UnitState.Started, null), (unit.State, unit.Reason)));
        await worker.StopAsync().InTime();
        await worker.DisposeAsync();

        Assert.Equal("init a, up a, up b, down b, down a, exit a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_6_a_retried_hook_that_works_in_the_end_is_no_failure()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            if (++attempts < 3)
                throw new IOException("not yet");
        }, new HookDefinition(0, "") { Retries = 2 })).Unit("b", "a");

        await rig.Build().StartAsync().InTime();

        Assert.Equal("up a, up a, up a, up b", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_6_a_time_out_counts_as_a_failed_attempt()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(++attempts == 1 ? 100 : 1, token),
            new HookDefinition(0, "") { Retries = 1, TimeoutSeconds = 5 }));

        var start = rig.Build().StartAsync();
        rig.Advance(6);
        await start.InTime();

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task R_FAIL_6_a_stop_ends_the_wait_for_the_next_attempt()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException("never"), new HookDefinition(0, "") { Retries = 5, RetryDelaySeconds = 1000 }));
        var worker = rig.Build();

        var start = worker.StartAsync();
        worker.RequestStop();
        rig.Settle();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());

        Assert.Equal("up a, dispose a", rig.Journal.ToString());
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_FAIL_6_a_stop_between_the_pause_and_the_next_attempt_leaves_nothing_half_way()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException($"attempt {++attempts}"),
            new HookDefinition(0, "") { Retries = 1, RetryDelaySeconds = 5 }));
        var worker = rig.Build();
        var start = worker.StartAsync();
        rig.Time.Advance(5);
        worker.RequestStop();
        rig.Settle();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        Assert.Equal((1, UnitState.Stopped), (attempts, worker.StateOf("a")));

        start = worker.StartAsync();
        rig.Advance(5);

        Assert.Equal(["attempt 2"], (await Assert.ThrowsAsync<UnitStartException>(() => start.InTime())).Others.Select(other => other.InnerException!.Message));
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task R2_a_start_that_fails_once_is_tried_again_and_one_that_always_fails_waits_longer_each_time()
    {
        var rig = new Rig();
        var attempts = new List<double>();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            attempts.Add(rig.Time.Elapsed.TotalSeconds);
            throw new IOException($"attempt {attempts.Count}");
        }, new HookDefinition(0, "") { Retries = 2, RetryDelaySeconds = 5 }));

        var start = rig.Build().StartAsync();
        rig.Advance(15);
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Equal([0, 5, 15], attempts);
        Assert.Equal("attempt 3", error.InnerException!.Message);
        Assert.Equal("Test.Worker could not start: [OnStartup] up1 of a failed at attempt 3: attempt 3", error.Message);
        Assert.Equal(["attempt 1", "attempt 2"], error.Others.Select(other => other.InnerException!.Message));
    }

    [Fact]
    public async Task R2_exponential_pauses_double()
    {
        var rig = new Rig();
        var attempts = new List<double>();
        rig.Unit("a", "", u => u.On(Hook.PreStartup, () =>
        {
            attempts.Add(rig.Time.Elapsed.TotalSeconds);
            if (attempts.Count < 4)
                throw new IOException("not yet");
        }, new HookDefinition(0, "") { Retries = 3, RetryDelaySeconds = 1, Backoff = Backoff.Exponential }));

        var start = rig.Build().StartAsync();
        rig.Advance(7);
        await start.InTime();

        Assert.Equal([0, 1, 3, 7], attempts);
    }

    [Fact]
    public async Task R_FAIL_6_jitter_cuts_each_pause_by_up_to_its_half()
    {
        var rig = new Rig { Random = new Random(1) };
        var pauses = new List<double>();
        double last = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            pauses.Add(rig.Time.Elapsed.TotalSeconds - last);
            last = rig.Time.Elapsed.TotalSeconds;
            if (pauses.Count < 4)
                throw new IOException("not yet");
        }, new HookDefinition(0, "") { Retries = 3, RetryDelaySeconds = 8, Jitter = true }));

        var start = rig.Build().StartAsync();
        rig.Advance(48);
        await start.InTime();

        var random = new Random(1);
        double[] full = [8, 16, 24];
        Assert.Equal(full.Select(pause => Math.Round(pause * (1 - (random.NextDouble() / 2)), 2)), pauses.Skip(1).Select(pause => Math.Round(pause, 2)));
    }

    [Fact]
    public async Task R_FAIL_6_each_attempt_is_logged_and_a_time_out_at_the_last_keeps_those_before()
    {
        var rig = new Rig();
        var log = new LogSpy(_ => { });
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => ++attempts == 1 ? throw new IOException("first") : rig.Delay(-1, token),
            new HookDefinition(0, "") { Retries = 1, TimeoutSeconds = 5 }))
            .Unit("b", "", u => u.On(Hook.OnStartup, async token =>
            {
                try
                {
                    await rig.Delay(-1, token);
                }
                catch (OperationCanceledException e)
                {
                    throw new IOException("b", e);
                }
            }));

        var start = rig.Build(logger: log).StartAsync();
        rig.Advance(20);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());
        Assert.Equal("Test.Worker: [OnStartup] up1 of a took longer than its limit of 5 s at attempt 2", error.Message);
        Assert.Equal(["first", "b"], error.Others.Select(other => other.InnerException!.Message));
        Assert.Single(log.Messages, message => message.StartsWith("Attempt 1 of 2 failed and is repeated: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R_FAIL_6_without_a_delay_there_is_no_pause_however_often()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            if (++attempts <= 1500)
                throw new IOException("not yet");
        }, new HookDefinition(0, "") { Retries = 1500, Backoff = Backoff.Exponential }));

        await rig.Build().StartAsync().InTime();

        Assert.Equal(1501, attempts);
    }
}
