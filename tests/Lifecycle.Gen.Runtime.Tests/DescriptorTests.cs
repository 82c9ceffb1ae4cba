using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>What a worker says about its units.</summary>
public class DescriptorTests
{
    [Fact]
    public async Task P10_a_descriptor_tells_when_the_unit_was_made_changed_and_how_long_it_took()
    {
        var rig = new Rig();
        rig.Unit("a", hooks: u => u.On(Hook.OnStartup, token => rig.Delay(2, token)).On(Hook.OnShutdown, token => rig.Delay(3, token)))
            .Unit("idle");
        var worker = rig.Build();

        var unit = worker.Units[0];
        Assert.Equal(("a", UnitState.Created, null, null), (unit.Id, unit.State, unit.CreatedAt, unit.LastChange));

        var begin = rig.Time.GetUtcNow();
        var start = worker.StartAsync();
        rig.Settle();
        Assert.Equal((UnitState.Starting, begin), (worker.Units[0].State, worker.Units[0].LastChange!.Value));

        rig.Advance(2);
        await start.InTime();
        unit = worker.Units[0];
        Assert.Equal((UnitState.Started, begin, begin.AddSeconds(2)), (unit.State, unit.CreatedAt!.Value, unit.LastChange!.Value));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.Zero), (unit.StartupDuration, unit.ShutdownDuration));

        rig.Advance(10);
        var stop = worker.StopAsync();
        rig.Settle();
        rig.Advance(3);
        await stop.InTime();

        unit = worker.Units[0];
        Assert.Equal((UnitState.Stopped, begin, begin.AddSeconds(15)), (unit.State, unit.CreatedAt!.Value, unit.LastChange!.Value));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (unit.StartupDuration, unit.ShutdownDuration));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (worker.Units[1].StartupDuration, worker.Units[1].ShutdownDuration));
    }

    [Fact]
    public async Task P10_a_failed_unit_says_why_until_it_starts()
    {
        var broken = true;
        var rig = new Rig();
        rig.Unit("a", hooks: u => u.On(Hook.OnStartup, () =>
        {
            if (broken)
                throw new IOException("kaboom");
        }));
        var worker = rig.Build();
        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        Assert.Equal((UnitState.Failed, "kaboom"), (worker.Units[0].State, worker.Units[0].Reason));
        Assert.Equal("a: Failed (kaboom)", worker.Units[0].ToString());

        broken = false;
        await worker.StartAsync().InTime();

        Assert.Equal((UnitState.Started, null), (worker.Units[0].State, worker.Units[0].Reason));
    }
}
