using System.Diagnostics;
using System.Net.Sockets;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Runtime;
using Lifecycle.Watch;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What a client that watches costs the worker, at its worst: 300 units without work of their own, all of which have changed whenever the stream of events
/// looks. Slices of time without and with the client take turns.
/// </summary>
internal static class WatchRow
{
    private const int UnitCount = 300;
    private const int Rounds = 25;
    private const double MostToUnwatched = 1.02;

    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(600);

    public static IEnumerable<Row> Measure()
    {
        yield return MeasureAsync().GetAwaiter().GetResult();
    }

    private static async Task<Row> MeasureAsync()
    {
        await using var worker = new Watched();
        await using var socket = WorkerSocket.Listen(worker);
        await CycleAsync(worker);
        var (alone, watched) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await CycleAsync(worker));
            watched.Add(await CycleWatchedAsync(worker, socket.Path));
        }

        var (without, with) = (Median.Of(alone), Median.Of(watched));
        return new Row(
            $"start + stop of {UnitCount} no-op units, again and again, with a client that watches",
            Figure.Time(with),
            Figure.None,
            Figure.None,
            Figure.None,
            $"≤ {MostToUnwatched}× without a client",
            $"{Figure.Ratio(with / without)} of {Figure.Time(without)}",
            with <= MostToUnwatched * without);
    }

    private static async Task<double> CycleWatchedAsync(Watched worker, string path)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await client.SendAsync("watch\n"u8.ToArray().AsMemory());
        var reading = ReadAsync(client);
        var figure = await CycleAsync(worker);
        client.Shutdown(SocketShutdown.Both);
        var answers = await reading;
        return answers > 1 ? figure : throw new InvalidOperationException("Nothing was watched.");
    }

    /// <summary>The nanoseconds of one start and stop.</summary>
    private static async Task<double> CycleAsync(Watched worker)
    {
        var began = Stopwatch.GetTimestamp();
        var cycles = 0;
        while (Stopwatch.GetElapsedTime(began) < s_slice)
        {
            await worker.StartAsync();
            await worker.StopAsync();
            cycles++;
        }

        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / cycles;
    }

    /// <summary>Reads lines until the end; their number.</summary>
    private static async Task<int> ReadAsync(Socket client)
    {
        var buffer = new byte[64 * 1024];
        var lines = 0;
        while (await client.ReceiveAsync(buffer.AsMemory()) is > 0 and var count)
            lines += buffer.AsSpan(0, count).Count((byte)'\n');

        return lines;
    }

    private sealed class Watched() : LifecycleWorker(MakePlan(), options: null)
    {
        protected override void Construct(IUnit[] units)
        {
            for (var slot = 0; slot < units.Length; slot++)
                units[slot] = new Plain();
        }

        /// <summary>Each waits for one or two others.</summary>
        private static WorkerPlan MakePlan()
        {
            var numbers = new List<ushort> { 0 };
            for (var slot = 1; slot < UnitCount; slot++)
                numbers.AddRange(slot < 4 ? [1, 0] : [2, (ushort)(slot / 3), (ushort)(slot / 2)]);

            return new WorkerPlan(
                "Watched", static () => [.. Enumerable.Range(0, UnitCount).Select(static slot => $"Shop.Orders.Unit{slot}")], numbers.ToArray());
        }
    }

    private sealed class Plain : IUnit
    {
        Task? IUnit.InvokeAsync(int hook, in HookCall call) =>
            hook == Hook.Describe ? call.Describe(HookCounts.OnStartup | HookCounts.OnShutdown) : Task.CompletedTask;
    }
}
