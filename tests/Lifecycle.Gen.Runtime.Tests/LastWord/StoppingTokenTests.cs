using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary><see cref="IWorkerContext.Stopping"/> says what is so, whenever it is read.</summary>
public class StoppingTokenTests
{
    [Theory]
    [InlineData(Hook.OnDrain)]
    [InlineData(Hook.OnShutdown)]
    [InlineData(Hook.PostShutdown)]
    [InlineData(Hook.OnExit)]
    public async Task R_STOP_9_It_is_cancelled_when_it_is_first_read_during_a_stop(int phase)
    {
        var rig = new Rig();
        var seen = CancellationToken.None;
        rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady).OnContext(phase, context =>
        {
            seen = context.Stopping;
            return Task.CompletedTask;
        }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        await worker.DisposeAsync();

        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task R_STOP_9_It_is_cancelled_when_it_is_first_read_while_a_failed_start_is_rolled_back()
    {
        var rig = new Rig();
        var seen = CancellationToken.None;
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).OnContext(Hook.OnShutdown, context =>
            {
                seen = context.Stopping;
                return Task.CompletedTask;
            }))
            .Unit("b", "a", u => u.On(Hook.OnStartup, () => throw new IOException("b")));

        await Assert.ThrowsAsync<UnitStartException>(() => rig.Build().StartAsync().InTime());

        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task Each_cycle_has_its_own_and_the_delay_before_a_stop_is_part_of_the_cycle()
    {
        var rig = new Rig();
        var tokens = new List<(string Where, bool Cancelled)>();
        Task Note(string where, IWorkerContext context)
        {
            tokens.Add((where, context.Stopping.IsCancellationRequested));
            return Task.CompletedTask;
        }

        rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, context => Note("up", context)).OnContext(Hook.OnShutdown, context => Note("down", context)));
        var worker = rig.Build(drainDelay: 5);
        await worker.StartAsync().InTime();
        await worker.ReloadAsync().InTime();

        var stop = worker.StopAsync();
        rig.Advance(1);
        var context = worker.Engine.GetContext(0);
        Assert.False(context.Stopping.IsCancellationRequested);
        rig.Advance(5);
        await stop.InTime();
        Assert.True(context.Stopping.IsCancellationRequested);
        await worker.StartAsync().InTime();

        Assert.Equal([("up", false), ("down", true), ("up", false), ("down", true), ("up", false)], tokens);
    }
}
