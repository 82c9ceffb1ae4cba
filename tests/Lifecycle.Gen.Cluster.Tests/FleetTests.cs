using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Tests;

/// <summary>
/// Real processes with real stores: every failure once, and two at random. Each store has a class of its own, as such classes run at the same time. More of
/// them: <c>… --project tests/Lifecycle.Gen.Cluster.Program -- fleet STORE COUNT</c>.
/// </summary>
public abstract class FleetTests(string store)
{
    private static readonly LeaseOptions s_options = new() { DurationSeconds = 2.5, StopSeconds = 1, RetrySeconds = 0.2 };

    [Fact]
    public async Task After_each_failure_another_process_takes_over_and_never_two_are_up()
    {
        StoresOf.Need(store);
        await using var server = await Measurements.StartAsync(store);
        await using var fleet = new FleetOf(server.Address, server.Port, s_options);
        for (var i = 0; i < 3; i++)
            fleet.Add();

        var leader = await fleet.WaitForLeaderAsync(above: 0);
        var stopped = fleet[leader.Process];
        stopped.Signal(Signals.Term);
        leader = await NextAsync(leader);
        Assert.Equal(0, await stopped.WaitForExitAsync());

        fleet[leader.Process].Signal(Signals.Kill);
        leader = await NextAsync(leader);

        var paused = fleet[leader.Process];
        var token = leader.Token;
        fleet.Pause(leader.Process);
        leader = await NextAsync(leader);
        paused.Signal(Signals.Continue);
        await fleet.WaitForAsync(paused.Id, "told", token);
        Assert.Equal(75, await paused.WaitForExitAsync());

        if (server.Port is not null)
        {
            var cut = fleet[leader.Process];
            fleet.ProxyOf(leader.Process).Cut();
            leader = await NextAsync(leader);
            Assert.Equal(75, await cut.WaitForExitAsync());
        }

        if (server.Server is { } real)
        {
            // Away for longer than a lease, and no token is lost.
            await real.StopAsync();
            await fleet.WaitForAsync(leader.Process, "down", leader.Token);
            await real.StartAsync();
            leader = await NextAsync(leader);
        }

        await RandomFaults.HappenAsync(fleet, server, leader, count: 2, seed: 7);
        Assert.Empty(fleet.Check().Faults);

        async Task<Entry> NextAsync(Entry before)
        {
            fleet.Add();
            return await fleet.WaitForLeaderAsync(before.Token);
        }
    }
}
