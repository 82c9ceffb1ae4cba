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

    [Theory]
    [InlineData(Hook.OnShutdown)]
    [InlineData(Hook.OnExit)]
    public async Task One_that_blocked_and_then_throws_when_its_unit_is_gone_changes_nothing(int phase)
    {
        var rig = new Rig();
        using var log = new LogSpy(_ => { });
        rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.OnStartup).On(phase, () =>
        {
            rig.Advance(10); // Blocks its thread, while others go on.
            throw new IOException("late");
        }));
        var worker = rig.Build(shutdown: 2, logger: log);
        await worker.StartAsync().InTime();

        var end = worker.Engine.Commands.DisposeAsync();
        rig.Settle();
        await end.InTime();

        Assert.Equal("a", rig.Journal.Of("dispose"));
        Assert.Contains(log.Messages, message => message.EndsWith("of a has ended after it was given up", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => worker.WaitAsync().InTime());
        Assert.Empty(error.Others);
    }

    [Fact]
    public async Task One_that_blocked_and_throws_when_its_unit_and_the_next_one_in_its_place_are_gone_ends_no_process()
    {
        using var gate = new ManualResetEventSlim();
        var ended = new TaskCompletionSource();
        var rig = new Rig();
        using var pool = new RealThreads(rig);
        var blocks = true;
        rig.Unit("a", "", u => u.Marks(Hook.OnInit).On(Hook.OnExit, () =>
        {
            if (!blocks)
                return;

            blocks = false;
            while (!gate.IsSet)
                Thread.SpinWait(100); // Nothing interrupts it.

            ended.SetResult();
            throw new IOException("late");
        })).Unit("b", "a", u => u.On(Hook.OnStartup, () => throw new IOException("b")));
        var worker = rig.Build(shutdown: 2);
        for (var i = 0; i < 2; i++)
        {
            var start = Task.CompletedTask;
            rig.Queue.Enqueue(new WorkItem(() =>
            {
                // With one of these a start is made by threads of the engine's.
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                start = worker.StartAsync();
            }));
            await pool.Until(() => worker.State == UnitState.Failed && rig.Journal.Count("dispose a") == i + 1);
            start = worker.WaitAsync();
            Assert.Equal("b", (await Assert.ThrowsAsync<UnitStartException>(() => start)).Unit);
        }

        gate.Set();
        await pool.Until(() => ended.Task.IsCompleted && pool.Running == 0);
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

    private sealed class WorkItem(Action body) : IThreadPoolWorkItem
    {
        public void Execute() => body();
    }
}
