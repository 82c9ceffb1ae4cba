using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary>What was asked for last is what the worker ends up with.</summary>
public class LastRequestTests
{
    private readonly Rig _rig = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task R_STOP_8_A_stop_wins_over_a_start_that_waits_for_an_earlier_stop(bool asRequest)
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => _rig.Delay(1, token)));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();

        var first = worker.StopAsync();
        var start = worker.StartAsync();
        var second = asRequest ? first : worker.StopAsync();
        if (asRequest)
            worker.RequestStop();

        _rig.Advance(5);
        await first.InTime();
        await second.InTime();

        Assert.True(start.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal((UnitState.Stopped, "a"), (worker.State, _rig.Journal.Of("up")));
    }

    [Fact]
    public async Task A_start_after_that_stop_wins_again()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => _rig.Delay(1, token)));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();

        var calls = new[] { worker.StopAsync(), worker.StartAsync(), worker.StopAsync(), worker.StartAsync() };
        _rig.Advance(5);

        await calls[0].InTime();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[1].InTime());
        await calls[2].InTime();
        await calls[3].InTime();
        Assert.Equal((UnitState.Started, "a, a"), (worker.State, _rig.Journal.Of("up")));
    }

    [Fact]
    public async Task R_STOP_8_A_stop_wins_over_a_start_that_waits_for_a_single_unit()
    {
        _rig.Make = id => id == "a" ? new A(_rig.Journal) : new TestUnit(id, _rig.Journal);
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, token => _rig.Delay(1, token)).Marks(Hook.OnShutdown)).Unit("b");
        var worker = _rig.Build();

        var single = worker.StartUnitAsync<A>();
        var start = worker.StartAsync();
        var stop = worker.StopAsync();
        _rig.Advance(5);

        await Record.ExceptionAsync(() => single.InTime());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        await stop.InTime();
        Assert.Equal(("", UnitState.Stopped), (_rig.Journal.Of("up").Replace("a", "", StringComparison.Ordinal), worker.StateOf("a")));
    }

    [Fact]
    public async Task R_START_4_StartAsync_brings_up_what_was_stopped_singly()
    {
        _rig.Make = id => id == "a" ? new A(_rig.Journal) : new TestUnit(id, _rig.Journal);
        var worker = _rig.Unit("a").Unit("b").Build();
        await worker.StartAsync().InTime();
        await worker.StopUnitAsync<A>().InTime();

        await worker.StartAsync().InTime();

        Assert.Equal((UnitState.Started, UnitState.Started, "a, b, a"), (worker.StateOf("a"), worker.StateOf("b"), _rig.Journal.Of("up")));
    }

    [Fact]
    public async Task R_UNIT_3_Two_single_starts_at_once_that_need_one_failing_unit_share_its_one_attempt()
    {
        _rig.Make = id => id switch { "b" => new B(_rig.Journal), "c" => new C(_rig.Journal), _ => new TestUnit(id, _rig.Journal) };
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, async token =>
            {
                await _rig.Delay(1, token);
                throw new IOException("a");
            }))
            .Unit("b", "a").Unit("c", "a").OnRequest("a").OnRequest("b").OnRequest("c");
        var worker = _rig.Build();
        await worker.StartAsync().InTime();

        var first = worker.StartUnitAsync<B>();
        var second = worker.StartUnitAsync<C>();
        _rig.Advance(5);

        Assert.Equal("a", (await Assert.ThrowsAsync<UnitStartException>(() => first.InTime())).Unit);
        Assert.Equal("a", (await Assert.ThrowsAsync<UnitStartException>(() => second.InTime())).Unit);
        Assert.Equal("a", _rig.Journal.Of("up"));
    }

    [Fact]
    public async Task R_START_1_A_unit_does_not_wait_for_what_only_a_unit_that_takes_no_part_needs()
    {
        _rig.Unit("slow", "", u => u.On(Hook.OnStartup, token => _rig.Delay(10, token)))
            .Unit("report", "slow").OnRequest("report", withoutNeed: "api")
            .Unit("api", "report");
        var worker = _rig.Build();

        var start = worker.StartAsync();
        _rig.Settle();

        Assert.Equal(UnitState.Started, worker.StateOf("api"));
        _rig.Advance(10);
        await start.InTime();
    }

    private sealed class A(Journal journal) : TestUnit("a", journal);

    private sealed class B(Journal journal) : TestUnit("b", journal);

    private sealed class C(Journal journal) : TestUnit("c", journal);
}
