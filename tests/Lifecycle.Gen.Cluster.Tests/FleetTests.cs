using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Tests;

/// <summary>Real processes with real stores: every failure once. More of them, at random: <c>… --project tests/Lifecycle.Gen.Cluster.Program --
/// fleet</c>.</summary>
public class FleetTests
{
    private static readonly LeaseOptions s_options = new() { DurationSeconds = 3, StopSeconds = 1, RetrySeconds = 0.2 };

    [Theory]
    [InlineData("file")]
    [InlineData("kubernetes")]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task After_each_failure_another_process_takes_over_and_never_two_are_up(string store)
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

        Assert.Empty(fleet.Check().Faults);

        async Task<Entry> NextAsync(Entry before)
        {
            fleet.Add();
            return await fleet.WaitForLeaderAsync(before.Token);
        }
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task A_server_that_is_away_for_longer_than_a_lease_loses_no_token(string store)
    {
        StoresOf.Need(store);
        await using var server = await Measurements.StartAsync(store);
        await using var fleet = new FleetOf(server.Address, server.Port, s_options);
        fleet.Add();
        var leader = await fleet.WaitForLeaderAsync(above: 0);

        await server.Server!.StopAsync();
        await fleet.WaitForAsync(leader.Process, "down", leader.Token);
        fleet.Add();
        await server.Server.StartAsync();
        var next = await fleet.WaitForLeaderAsync(leader.Token);

        Assert.True(next.Token > leader.Token);
        Assert.Empty(fleet.Check().Faults);
    }
}
