using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Random failures of a fleet, one after another, with the rules checked at the end: never two at once, and after each another process within the
/// bound.</summary>
internal static class RandomFaults
{
    private static readonly LeaseOptions s_options = new() { DurationSeconds = 2, StopSeconds = 0.7, RetrySeconds = 0.2, OnLost = LeaseLoss.StopWorker };

    public static async Task<int> CommandAsync(string[] args)
    {
        var count = int.Parse(args[2], CultureInfo.InvariantCulture);
        var seed = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1;
        var watch = Stopwatch.StartNew();
        var (faults, tenures, overlap) = await RunAsync(args[1], count, seed);
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);

        Console.WriteLine(string.Concat(
            $"{args[1]}: {count} failures from seed {seed} in {watch.Elapsed.TotalSeconds:0} s, {tenures} times up, {faults.Count} faults; ",
            $"after a pause up to {overlap:0.0} ms of work beside the successor"));
        return faults.Count == 0 ? 0 : 1;
    }

    public static async Task<(IReadOnlyList<string> Faults, int Tenures, double PausedOverlap)> RunAsync(string store, int count, int seed)
    {
        await using var server = await Measurements.StartAsync(store);
        await using var fleet = new FleetOf(server.Address, server.Port, s_options);
        for (var i = 0; i < 3; i++)
            fleet.Add();

        await HappenAsync(fleet, server, await fleet.WaitForLeaderAsync(above: 0), count, seed);
        var (faults, overlap) = fleet.Check();
        return (faults, fleet.Tenures().Count, overlap);
    }

    /// <summary>Failures one after another, each of the process that is up.</summary>
    public static async Task HappenAsync(FleetOf fleet, RunningStore server, Entry leader, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            await HappenAsync(fleet, server, leader.Process, random);
            leader = await fleet.WaitForLeaderAsync(leader.Token);
        }
    }

    /// <summary>One failure after which another process, or another token, has its turn.</summary>
    private static async Task HappenAsync(FleetOf fleet, RunningStore server, int leader, Random random)
    {
        switch (random.Next(server.Port is null ? 3 : server.Server is null ? 4 : 5))
        {
            case 0:
                fleet[leader].Signal(Signals.Term);
                break;
            case 1:
                fleet[leader].Signal(Signals.Kill);
                break;
            case 2:
                fleet.Pause(leader);
                await Task.Delay(random.Next(3000, 4500));
                fleet[leader].Signal(Signals.Continue);
                break;
            case 3:
                fleet.ProxyOf(leader).Cut();
                break;
            default:
                // Away for longer than a lease: it is lost, and taken again by those that come up.
                await server.Server!.StopAsync();
                await Task.Delay(random.Next(2500, 3500));
                await server.Server.StartAsync();
                break;
        }

        while (fleet.Live.Count(replica => !replica.IsPaused) < 3)
            fleet.Add();
    }
}
