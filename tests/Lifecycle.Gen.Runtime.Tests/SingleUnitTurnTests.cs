using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rule R-UNIT-2: single starts and stops between all other operations, and those of units that are started on request.</summary>
public class SingleUnitTurnTests
{
    private static Rig Chain(Action<TestUnit>? a = null, Action<TestUnit>? b = null, Action<TestUnit>? c = null)
    {
        var rig = new Rig();
        rig.Make = id => id switch { "a" => new A(rig.Journal), "b" => new B(rig.Journal), "c" => new C(rig.Journal), _ => new TestUnit(id, rig.Journal) };
        return rig.Unit("a", "", a).Unit("b", "a", b).Unit("c", "b", c);
    }

    [Fact]
    public async Task R_UNIT_2_a_single_start_waits_for_the_operation_under_way()
    {
        Rig rig = null!;
        rig = Chain(a: u => u.On(Hook.OnStartup, token => rig.Delay(1, token)).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();

        var start = worker.StartAsync();
        var stopB = worker.StopUnitAsync<B>();
        var stopOther = worker.StopUnitAsync<B>();
        Assert.False(stopB.IsCompleted);
        rig.Advance(1);
        await Task.WhenAll(start, stopB, stopOther).InTime();

        Assert.Equal("up a, up b, up c, down c, down b", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_2_callers_of_the_same_start_share_what_comes_up()
    {
        Rig rig = null!;
        rig = Chain(a: u => u.On(Hook.OnStartup, token => rig.Delay(1, token)));
        var worker = rig.Build();

        Task[] starts = [worker.StartUnitAsync<C>(), worker.StartUnitAsync<B>(), worker.StartUnitAsync<C>()];
        rig.Advance(1);
        await Task.WhenAll(starts).InTime();

        Assert.Equal("up a, up b, up c", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_2_a_start_of_the_worker_waits_for_a_single_one_and_brings_up_the_rest()
    {
        Rig rig = null!;
        rig = Chain(a: u => u.On(Hook.OnStartup, token => rig.Delay(1, token)));
        var worker = rig.Build();

        var single = worker.StartUnitAsync<A>();
        var start = worker.StartAsync();
        rig.Advance(1);
        await Task.WhenAll(single, start).InTime();

        Assert.Equal("up a, up b, up c", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task R_UNIT_2_a_stop_of_the_worker_wins(bool byRequest)
    {
        Rig rig = null!;
        rig = Chain(c: u => u.On(Hook.OnStartup, token => rig.Delay(5, token)));
        var worker = rig.Build();
        await worker.StartUnitAsync<A>().InTime();
        var single = worker.StartUnitAsync<C>();
        var waiting = worker.StartUnitAsync<B>();

        var stop = byRequest ? Task.CompletedTask : worker.StopAsync();
        if (byRequest)
            worker.RequestStop();

        rig.Settle();
        await stop.InTime();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => single.InTime());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
        Assert.Equal("up a, up b, up c, down b, down a", rig.Journal.ToString());
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_UNIT_2_asked_for_during_a_stop_it_comes_after_it()
    {
        Rig rig = null!;
        rig = Chain(c: u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        var stop = worker.StopAsync();
        var single = worker.StartUnitAsync<A>();
        rig.Advance(1);
        await Task.WhenAll(stop, single).InTime();

        Assert.Equal("down c, down b, down a, up a", rig.Journal.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task R_UNIT_2_a_stop_that_finds_nothing_up_still_wins_over_a_single_start_that_waits(bool byRequest)
    {
        Rig rig = null!;
        rig = Chain(c: u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var stop = worker.StopAsync();
        var start = worker.StartUnitAsync<A>();
        rig.Time.Advance(1); // The stop is over, and no caller has its result yet.
        Assert.Equal(UnitState.Stopped, worker.State);

        if (byRequest)
            worker.RequestStop();
        else
            await worker.StopAsync().InTime();
        rig.Settle();

        await stop.InTime();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        Assert.Equal(1, rig.Journal.Count("up a"));
    }

    [Fact]
    public async Task R_UNIT_2_a_stop_that_comes_while_the_units_are_made_leaves_nobody_waiting()
    {
        var rig = Chain();
        var make = rig.Make!;
        TestWorker worker = null!;
        Task? stop = null;
        rig.Make = id =>
        {
            stop ??= worker.StopAsync();
            return make(id);
        };
        worker = rig.Build();

        var start = worker.StartUnitAsync<B>();
        rig.Settle();

        await stop!.InTime();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        Assert.Equal("", rig.Journal.Of("up"));
    }

    [Fact]
    public async Task R_UNIT_2_a_cancelled_single_start_is_rolled_back()
    {
        Rig rig = null!;
        rig = Chain(b: u => u.On(Hook.OnStartup, token => rig.Delay(5, token)));
        var worker = rig.Build();
        using var source = new CancellationTokenSource();

        var single = worker.StartUnitAsync<C>(source.Token);
        rig.Settle();
        await source.CancelAsync();
        rig.Settle();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => single.InTime());
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal("up a, up b, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_2_a_hook_cannot_wait_for_its_own_operation_and_is_told_so()
    {
        Rig rig = null!;
        TestWorker worker = null!;
        rig = Chain(b: u => u.On(Hook.OnReady, async token => await worker.StopUnitAsync<A>(token)));
        worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.IsType<UnitStateException>(error.InnerException);
        Assert.Contains("from a hook", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_UNIT_2_a_background_hook_may_wait()
    {
        Rig rig = null!;
        TestWorker worker = null!;
        rig = Chain(a: u => u.Marks(Hook.OnStartup).On(Hook.Background, async token =>
        {
            await worker.StopUnitAsync<C>(token);
            await worker.StartUnitAsync<C>(token);
        }));
        worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        Assert.Equal("up a, up b, up c, background a, down c, up c",
            rig.Journal.ToString().Replace("up a, background a, up b, up c", "up a, up b, up c, background a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R_UNIT_2_a_reload_asked_for_meanwhile_follows_and_brings_up_what_was_up()
    {
        Rig rig = null!;
        rig = Chain(c: u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        var stop = worker.StopUnitAsync<C>();
        var reload = worker.ReloadAsync();
        rig.Advance(1);
        await Task.WhenAll(stop, reload).InTime();

        Assert.Equal("down c, down b, down a, up a, up b", rig.Journal.ToString());
        Assert.Equal((UnitState.Started, UnitState.Stopped), (worker.State, worker.StateOf("c")));
    }

    [Fact]
    public async Task R_UNIT_1_what_was_started_on_request_is_up_again_after_a_reload_and_what_was_stopped_is_not()
    {
        var rig = Chain().OnRequest("c").Unit("x");
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        Assert.Equal("up a, up b, up x", rig.Journal.ToString());
        Assert.Equal(UnitState.Created, worker.StateOf("c"));
        await worker.StartUnitAsync<C>().InTime();
        await worker.ReloadAsync().InTime();
        Assert.Equal(UnitState.Started, worker.StateOf("c"));
        await worker.StopUnitAsync<B>().InTime();
        rig.Journal.Clear();

        await worker.ReloadAsync().InTime();
        Assert.Equal("down x, down a, up a, up x", rig.Journal.ToString());

        await worker.StopAsync().InTime();
        rig.Journal.Clear();
        await worker.StartAsync().InTime();
        Assert.Equal("up a, up b, up x", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_1_who_does_not_need_a_unit_on_request_neither_brings_it_up_nor_goes_down_with_it()
    {
        var rig = Chain().OnRequest("b", "c");
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        Assert.Equal("up a, up c", rig.Journal.ToString());
        rig.Journal.Clear();

        await worker.StartUnitAsync<B>().InTime();
        await worker.StopUnitAsync<C>().InTime();
        await worker.StartUnitAsync<C>().InTime();
        await worker.StopUnitAsync<B>().InTime();
        await worker.StopUnitAsync<C>().InTime();
        await worker.StartUnitAsync<C>().InTime();
        await worker.StopUnitAsync<A>().InTime();

        Assert.Equal("up b, down c, up c, down b, down c, up c, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_1_a_background_failure_of_another_unit_during_a_single_start_stops_the_worker()
    {
        Rig rig = null!;
        var gate = new TaskCompletionSource();
        rig = Chain(a: u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, _ => gate.Task),
            c: u => u.On(Hook.OnStartup, token => rig.Delay(5, token)))
            .OnRequest("c");
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        var single = worker.StartUnitAsync<C>();

        gate.SetException(new IOException("a"));
        rig.Settle();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => single.InTime());
        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync().InTime());
        Assert.Equal("a", error.Unit);
        Assert.Equal("up a, background a, up b, up c, down b, down a",
            rig.Journal.ToString().Replace("up a, up b, background a", "up a, background a, up b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R_UNIT_3_a_background_failure_while_only_single_units_are_up_takes_them_down()
    {
        var rig = Chain(a: u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, () => throw new IOException("a")));
        var worker = rig.Build();
        await worker.StartUnitAsync<B>().InTime();
        var end = worker.WaitAsync();
        rig.Settle();

        await Assert.ThrowsAsync<BackgroundTaskException>(() => end.InTime());
        Assert.Equal("b, a", rig.Journal.Of("down"));
        await worker.StartUnitAsync<A>().InTime();
        rig.Settle();
    }

    [Fact]
    public async Task R_UNIT_2_after_its_disposal_a_worker_starts_no_unit()
    {
        var rig = Chain();
        var worker = rig.Build();
        await worker.StartUnitAsync<B>().InTime();
        await worker.DisposeAsync();

        Assert.Equal("up a, up b, down b, down a, dispose c, dispose b, dispose a", rig.Journal.ToString());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.StartUnitAsync<B>().InTime());
        await worker.StopUnitAsync<B>().InTime();
    }

    private sealed class A(Journal journal) : TestUnit("a", journal);

    private sealed class B(Journal journal) : TestUnit("b", journal);

    private sealed class C(Journal journal) : TestUnit("c", journal);
}
