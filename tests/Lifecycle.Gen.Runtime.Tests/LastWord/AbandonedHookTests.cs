using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary>
/// While an abandoned hook of a unit still runs, no other hook of the same instance does: a start waits for it within its limit, or is refused by
/// name.
/// </summary>
public class AbandonedHookTests
{
    private readonly Rig _rig = new();
    private readonly TaskCompletionSource _gate = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_single_start_does_not_overlap_it(bool isLifespan)
    {
        _rig.Make = id => new A(_rig.Journal);
        _rig.Unit("a", "", u =>
        {
            if (isLifespan)
                u.Lives(second: _ => _gate.Task);
            else
                u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => _gate.Task);
        });
        var worker = _rig.Build(shutdown: 1, grace: 1, startup: 5);
        await worker.StartAsync().InTime();
        var stop = worker.StopUnitAsync<A>();
        _rig.Advance(2.01);
        Assert.Equal("a", (await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime())).Unit);

        await DoesNotOverlapAsync(worker, worker.StartUnitAsync<A>(), isLifespan ? "life-begins a" : "up a");
    }

    [Fact]
    public async Task A_start_after_an_abandoned_stop_does_not_overlap_it()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => _gate.Task));
        var worker = _rig.Build(shutdown: 1, grace: 1, startup: 5);
        await worker.StartAsync().InTime();
        var stop = worker.StopAsync();
        _rig.Advance(2.01);
        Assert.Equal("a", (await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime())).Unit);

        await DoesNotOverlapAsync(worker, worker.StartAsync(), "up a");
    }

    [Fact]
    public async Task What_waits_for_a_hook_that_never_ends_has_the_limit_of_the_start()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => _gate.Task));
        var worker = _rig.Build(shutdown: 1, grace: 1, startup: 5);
        await worker.StartAsync().InTime();
        var stop = worker.StopAsync();
        _rig.Advance(2.01);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());

        var start = worker.StartAsync();
        _rig.Advance(8);

        Assert.True(start.IsCompleted);
        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => start);
        Assert.Contains("[OnShutdown] down1 of a", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _rig.Journal.Count("up a"));
    }

    private async Task DoesNotOverlapAsync(TestWorker worker, Task start, string begin)
    {
        _rig.Advance(1);
        Assert.Equal(1, _rig.Journal.Count(begin));
        if (start.IsCompleted)
        {
            Assert.Contains(" a", (await Assert.ThrowsAsync<UnitStateException>(() => start)).Message, StringComparison.Ordinal);
            return;
        }

        _gate.SetResult();
        _rig.Settle();
        await start.InTime();
        Assert.Equal((2, UnitState.Started), (_rig.Journal.Count(begin), worker.StateOf("a")));
    }

    private sealed class A(Journal journal) : TestUnit("a", journal);
}
