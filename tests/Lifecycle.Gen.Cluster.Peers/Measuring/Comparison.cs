using System.Diagnostics;
using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Measuring;

/// <summary>Measures each contender in turn, alone on the machine, and prints a table.</summary>
internal static class Comparison
{
    // Gossip and watches have settled by then.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(int rounds, IReadOnlyList<Contender> contenders)
    {
        Console.WriteLine($"""
            {rounds} rounds, median (longest)

            | | clean stop, from the end of the work | from the signal | `kill -9`, from the last line | from the signal |
            |---|---|---|---|---|
            """);
        foreach (var contender in contenders)
        {
            var (clean, killed) = await MeasureAsync(contender, rounds);
            Console.WriteLine($"| {contender.Title} | {Cells(clean)} | {Cells(killed)} |");
        }

        return 0;
    }

    private static async Task<(List<TakeOver> Clean, List<TakeOver> Killed)> MeasureAsync(Contender contender, int rounds)
    {
        await using var store = contender.Store is { } name ? await Measurements.StartAsync(name) : null;
        var clean = new List<TakeOver>();
        var killed = new List<TakeOver>();
        for (var round = 0; round < rounds; round++)
        {
            using var fleet = new PeerFleet(contender, store?.Address(store.Port!.Value));
            var wait = s_settled + (contender.Period * ((round + 0.5) / rounds));
            clean.Add(await FailAsync(fleet, Signals.Term, wait));
            killed.Add(await FailAsync(fleet, Signals.Kill, wait));
            await Console.Error.WriteLineAsync($"{contender.Name}: {clean[^1]}, {killed[^1]}");
        }

        return (clean, killed);
    }

    private static async Task<TakeOver> FailAsync(PeerFleet fleet, int signal, TimeSpan wait)
    {
        var begin = await fleet.CompleteAsync();
        await Task.Delay(wait);
        var at = Stopwatch.GetTimestamp();
        fleet[begin.Process].Signal(signal);
        var next = await fleet.WaitForNextAsync(begin);
        return TakeOver.Of(at, await fleet.WaitForEndAsync(begin.Process), next);
    }

    private static string Cells(List<TakeOver> all) => $"{Cell(all.Select(one => one.FromEnd))} | {Cell(all.Select(one => one.FromSignal))}";

    private static string Cell(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return FormattableString.Invariant($"{sorted[sorted.Count / 2] / 1000:0.00} s ({sorted[^1] / 1000:0.00} s)");
    }
}
