using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Lifespans: an iterator that is startup up to its only yield and shutdown after it.</summary>
public class LifespanTests
{
    private static readonly HookDefinition s_limited = new(0, "") { TimeoutSeconds = 2 };

    [Fact]
    public async Task M1_a_lifespan_spans_what_is_between_startup_and_shutdown()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnStartup, Hook.OnShutdown, Hook.OnShutdown, Hook.OnReady, Hook.OnDrain).Lives())
            .Build();

        await worker.StartAsync().InTime();
        Assert.Equal("up a, up2 a, alive a, life-begins a, ready a", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.StopAsync().InTime();

        Assert.Equal("drain a, life-ends a, life-disposed a, down a, down2 a", rig.Journal.ToString());
    }

    [Fact]
    public async Task M2_sync_and_async_hooks_keep_their_order()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u
            .On(Hook.OnStartup, token => rig.Delay(1, token)).Marks(Hook.OnStartup)
            .Lives(token => rig.Delay(1, token), token => rig.Delay(1, token))
            .On(Hook.OnShutdown, token => rig.Delay(1, token)).Marks(Hook.OnShutdown)).Build();

        var start = worker.StartAsync();
        rig.Advance(2);
        await start.InTime();
        var stop = worker.StopAsync();
        rig.Advance(2);
        await stop.InTime();

        Assert.Equal("up a, up2 a, alive a, life-begins a, life-ends a, life-disposed a, down a, down2 a", rig.Journal.ToString());
    }

    [Fact]
    public async Task M3_a_failing_first_half_ends_the_start_and_is_named()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).Lives(_ => throw new IOException("no port"))).Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal(("a", "alive1", "Lifespan"), (error.Unit, error.Hook, error.Phase));
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal("up a, alive a, life-disposed a, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task M4_R_FAIL_3_the_second_half_runs_when_a_later_lifespan_of_the_unit_fails()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).Lives().Lives(_ => throw new IOException("no"), name: "second")).Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal("alive2", error.Hook);
        Assert.Equal("up a, alive a, life-begins a, alive2 a, second-disposed a, life-ends a, life-disposed a, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task M4_the_second_half_runs_when_another_unit_fails()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives().Marks(Hook.OnShutdown)).Unit("b", "a", u => u.On(Hook.OnStartup, () => throw new IOException("no")))
            .Build();

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal("alive a, life-begins a, up b, life-ends a, life-disposed a, down a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_STOP_6_a_stop_while_a_later_half_starts_ends_the_earlier_one()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives().Lives(token => rig.Delay(-1, token), name: "second").Marks(Hook.OnShutdown)).Build();

        var start = worker.StartAsync();
        var stop = worker.StopAsync();
        rig.Settle();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        await stop.InTime();

        Assert.Equal("alive a, life-begins a, alive2 a, second-disposed a, life-ends a, life-disposed a, dispose a", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_RELOAD_1_each_cycle_iterates_anew()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives()).Build();

        await worker.StartAsync().InTime();
        await worker.ReloadAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("alive a, life-begins a, life-ends a, life-disposed a, alive a, life-begins a, life-ends a, life-disposed a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_STOP_2_background_ends_before_lifespans_which_end_in_reverse()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).Lives(name: "one").Lives(name: "two").On(Hook.Background, async token =>
        {
            try
            {
                await rig.Delay(-1, token);
            }
            finally
            {
                rig.Journal.Add("background-ended", "a");
            }
        })).Build();

        await worker.StartAsync().InTime();
        rig.Settle();
        Assert.Equal("alive a, one-begins a, alive2 a, two-begins a, background a", rig.Journal.ToString());
        rig.Journal.Clear();
        var stop = worker.StopAsync();
        rig.Settle();
        await stop.InTime();

        Assert.Equal("background-ended a, two-ends a, two-disposed a, one-ends a, one-disposed a, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task M5_a_first_half_without_a_yield_is_a_failed_start()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.LivesAs(_ => Nothing())).Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Contains("[Lifespan] alive1 of a failed: it ended without a 'yield return'", error.Message, StringComparison.Ordinal);

        static async IAsyncEnumerable<int> Nothing()
        {
            await Task.CompletedTask;
            yield break;
        }
    }

    [Fact]
    public async Task M5_a_second_yield_is_an_error_of_the_stop_and_the_iterator_is_disposed()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.LivesAs(_ => Twice()).Marks(Hook.OnShutdown)).Build();

        await worker.StartAsync().InTime();
        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal("Lifespan", error.Phase);
        Assert.Contains("it came to a second 'yield return'", error.Message, StringComparison.Ordinal);
        Assert.Equal("alive a, disposed a, down a", rig.Journal.ToString());

        async IAsyncEnumerable<int> Twice()
        {
            await Task.CompletedTask;
            try
            {
                yield return 0;
                yield return 1;
                rig.Journal.Add("never", "a");
            }
            finally
            {
                rig.Journal.Add("disposed", "a");
            }
        }
    }

    [Fact]
    public async Task R_STOP_3_a_failing_second_half_stops_no_other_hook()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives(name: "one").Lives(null, _ => throw new IOException("close"), name: "two").Marks(Hook.OnShutdown)).Build();

        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal(("alive2", "Lifespan"), (error.Hook, error.Phase));
        Assert.Equal("two-ends a, two-disposed a, one-ends a, one-disposed a, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task The_token_lives_through_both_halves_and_follows_the_shutdown_in_the_second()
    {
        var rig = new Rig();
        CancellationToken seen = default;
        using var caller = new CancellationTokenSource();
        var worker = rig.Unit("a", "", u => u.Lives(
            token =>
            {
                seen = token;
                return Task.CompletedTask;
            },
            token => rig.Delay(-1, token))).Build(shutdown: 5);

        await worker.StartAsync(caller.Token).InTime();
        await caller.CancelAsync();
        var stop = worker.StopAsync();
        rig.Advance(4.9);
        Assert.False(seen.IsCancellationRequested);
        rig.Advance(0.2);
        Assert.True(seen.IsCancellationRequested);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal(("alive1", "Lifespan", 5.0), (error.Hook, error.Phase, error.LimitSeconds));
    }

    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(1, 3, false)]
    public async Task R_START_6_the_limit_holds_for_each_half(double first, double second, bool startFails)
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives(token => rig.Delay(first, token), token => rig.Delay(second, token), s_limited)).Build();

        var start = worker.StartAsync();
        rig.Advance(2);
        if (!startFails)
        {
            await start.InTime();
            start = worker.StopAsync();
            rig.Advance(2);
        }

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());
        Assert.Equal(("alive1", "Lifespan", 2.0), (error.Hook, error.Phase, error.LimitSeconds));
        Assert.Equal(1, rig.Journal.Count("life-disposed a"));
    }

    [Fact]
    public async Task A_first_half_that_is_late_but_completes_gets_its_second()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives(_ => rig.Delay(2.5, CancellationToken.None), null, s_limited)).Build();

        var start = worker.StartAsync();
        rig.Advance(3);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        Assert.Equal("alive a, life-begins a, life-ends a, life-disposed a, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_STOP_5_a_first_half_that_was_given_up_is_disposed_when_it_comes_back()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives(_ => rig.Delay(10, CancellationToken.None), null, s_limited)).Build();

        var start = worker.StartAsync();
        rig.Advance(4);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());
        Assert.Equal("alive a, dispose a", rig.Journal.ToString());
        rig.Advance(10);

        Assert.Equal("alive a, dispose a, life-begins a, life-disposed a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_STOP_5_a_second_half_that_is_given_up_does_not_keep_the_others_from_their_end()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives(name: "one").Lives(null, _ => rig.Delay(-1, CancellationToken.None), name: "two").Marks(Hook.OnShutdown))
            .Build(shutdown: 5);

        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        var stop = worker.StopAsync();
        rig.Advance(7);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());

        Assert.Equal("alive2", error.Hook);
        Assert.Equal("two-ends a, one-ends a, one-disposed a, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task A_unit_whose_lifespan_is_all_it_has_takes_its_place_in_the_order()
    {
        var rig = new Rig();
        var worker = rig.Unit("a", "", u => u.Lives(token => rig.Delay(1, token))).Unit("b", "a").Build();

        var start = worker.StartAsync();
        rig.Settle();
        Assert.Equal(UnitState.Starting, worker.StateOf("a"));
        rig.Advance(1);
        await start.InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("alive a, life-begins a, up b, down b, life-ends a, life-disposed a", rig.Journal.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_callback_on_its_token_that_throws_does_not_leave_out_the_second_half_which_is_called_when_the_time_is_over(bool fails)
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Lives(
            token =>
            {
                token.UnsafeRegister(_ => throw new IOException("callback"), null);
                return Task.CompletedTask;
            },
            _ => fails ? throw new IOException("second half") : Task.CompletedTask))
            .Unit("b", "a", u => u.On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var worker = rig.Build(shutdown: 2, grace: 1);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        rig.Advance(3.01);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal("a", rig.Journal.Of("life-ends"));
        Assert.Contains("callback", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(fails, error.ToString().Contains("second half", StringComparison.Ordinal));
    }
}
