using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Fills the table of docs/cluster.md: what happens after each failure, with real processes and servers.</summary>
internal static class Measurements
{
    private static readonly LeaseOptions s_options = new() { DurationSeconds = 3, StopSeconds = 1, RetrySeconds = 0.25, OnLost = LeaseLoss.StopWorker };

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
        foreach (var store in args[1].Split(','))
            await RunAsync(store, rounds);

        return 0;
    }

    private static async Task RunAsync(string store, int rounds)
    {
        await using var server = await StartAsync(store);
        Write($"{store}: one round trip {await RoundTripAsync(server.Address(server.Port ?? 0)):0.00} ms; lease {s_options.DurationSeconds} s");
        var clean = new List<double>();
        var whole = new List<double>();
        var killed = new List<double>();
        var paused = new List<double>();
        var told = new List<double>();
        var overlaps = new List<double>();
        var cut = new List<double>();
        var gap = new List<double>();
        var faults = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            await using var fleet = new FleetOf(server.Address, server.Port, s_options);
            for (var i = 0; i < 3; i++)
                fleet.Add();

            await fleet.WaitForReadyAsync(3);
            var leader = await fleet.WaitForLeaderAsync(above: 0);

            var at = Stopwatch.GetTimestamp();
            fleet[leader.Process].Signal(Signals.Term);
            var next = await fleet.WaitForLeaderAsync(leader.Token);
            clean.Add(FleetOf.Milliseconds(next.At - (await fleet.WaitForAsync(leader.Process, "down", leader.Token)).At));
            whole.Add(FleetOf.Milliseconds(next.At - at));
            leader = next;
            fleet.Add();
            await fleet.WaitForReadyAsync(4);

            at = Stopwatch.GetTimestamp();
            fleet[leader.Process].Signal(Signals.Kill);
            next = await fleet.WaitForLeaderAsync(leader.Token);
            killed.Add(FleetOf.Milliseconds(next.At - at));
            leader = next;
            fleet.Add();
            await fleet.WaitForReadyAsync(5);

            at = Stopwatch.GetTimestamp();
            fleet.Pause(leader.Process);
            next = await fleet.WaitForLeaderAsync(leader.Token);
            paused.Add(FleetOf.Milliseconds(next.At - at));
            at = Stopwatch.GetTimestamp();
            fleet[leader.Process].Signal(Signals.Continue);
            told.Add(FleetOf.Milliseconds((await fleet.WaitForAsync(leader.Process, "told", leader.Token)).At - at));
            await fleet.WaitForAsync(leader.Process, "down", leader.Token);
            leader = next;
            fleet.Add();
            await fleet.WaitForReadyAsync(6);

            if (server.Port is not null)
            {
                at = Stopwatch.GetTimestamp();
                fleet.ProxyOf(leader.Process).Cut();
                next = await fleet.WaitForLeaderAsync(leader.Token);
                cut.Add(FleetOf.Milliseconds(next.At - at));
                gap.Add(FleetOf.Milliseconds(next.At - (await fleet.WaitForAsync(leader.Process, "down", leader.Token)).At));
            }

            var (found, overlap) = fleet.Check();
            faults.AddRange(found);
            overlaps.Add(overlap);
        }

        Write($"  clean stop: {Of(clean)} after the units were down, {Of(whole)} after the signal");
        Write($"  kill -9: {Of(killed)}");
        Write($"  SIGSTOP: {Of(paused)}; after SIGCONT told in {Of(told)}, worked beside its successor for {Of(overlaps)}");
        if (cut.Count > 0)
            Write($"  cut connection: {Of(cut)}; its units were down {Of(gap)} before the next were up");

        Write(faults.Count == 0 ? "  never two at once" : "  " + string.Join("\n  ", faults));
    }

    public static async Task<RunningStore> StartAsync(string store)
    {
        switch (store)
        {
            case "file":
                var folder = Directory.CreateTempSubdirectory("lifecycle-leases-").FullName;
                return new RunningStore(_ => "file:" + folder, Port: null, Server: null, () =>
                {
                    Directory.Delete(folder, recursive: true);
                    return ValueTask.CompletedTask;
                });
            case "kubernetes":
                var api = await KubernetesApi.StartAsync();
                return new RunningStore(
                    port => string.Create(CultureInfo.InvariantCulture, $"kubernetes:http://127.0.0.1:{port}"), api.Port, Server: null, api.DisposeAsync);
            default:
                Server server = store == "redis" ? new RedisServer() : new PostgresServer();
                await server.StartAsync();
                return new RunningStore(server.AddressAt, server.Port, server, server.DisposeAsync);
        }
    }

    private static async Task<double> RoundTripAsync(string address)
    {
        var store = await Stores.OpenAsync(address);
        for (var i = 0; i < 20; i++)
            await store.ReadAsync("nothing", CancellationToken.None);

        var at = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100; i++)
            await store.ReadAsync("nothing", CancellationToken.None);

        var took = FleetOf.Milliseconds(Stopwatch.GetTimestamp() - at) / 100;
        if (store is IAsyncDisposable disposable)
            await disposable.DisposeAsync();

        return took;
    }

    private static string Of(List<double> values) =>
        FormattableString.Invariant($"{values.Order().ElementAt(values.Count / 2):0.0} ms (to {values.Max():0.0})");

    private static void Write(string text) => Console.WriteLine(text);
}
