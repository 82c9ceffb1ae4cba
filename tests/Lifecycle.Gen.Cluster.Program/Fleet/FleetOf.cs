using System.Diagnostics;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Processes that share a lease in a real store, each with a connection of its own that can be cut.</summary>
internal sealed class FleetOf : IAsyncDisposable
{
    // Only a hang takes so long, also on a busy machine.
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("lifecycle-fleet-").FullName;
    private readonly Func<int, string> _address;
    private readonly int? _port;
    private readonly LeaseOptions _options;
    private readonly List<(Replica Replica, Proxy? Proxy)> _all = [];
    private readonly HashSet<int> _paused = [];

    /// <param name="address">The address of the store through a port.</param>
    /// <param name="port">The port of its server; <see langword="null"/> for a store without one.</param>
    /// <param name="options">The settings of the leases.</param>
    public FleetOf(Func<int, string> address, int? port, LeaseOptions options)
    {
        _address = address;
        _port = port;
        _options = options;
    }

    /// <summary>Those that run, paused or not.</summary>
    public IReadOnlyList<Replica> Live => [.. _all.Select(one => one.Replica).Where(replica => !replica.HasExited)];

    public static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;

    public Replica Add()
    {
        var proxy = _port is { } port ? new Proxy(port) : null;
        var replica = Replica.Start(_address(proxy?.Port ?? 0), _folder, _options);
        _all.Add((replica, proxy));
        return replica;
    }

    public Proxy ProxyOf(int process) => _all.Find(one => one.Replica.Id == process).Proxy
        ?? throw new InvalidOperationException("This store has no connection that could be cut.");

    public Replica this[int process] => _all.Find(one => one.Replica.Id == process).Replica;

    public void Pause(int process)
    {
        _paused.Add(process);
        this[process].Signal(Signals.Stop);
    }

    /// <summary>Waits until a number of processes are ready.</summary>
    public Task WaitForReadyAsync(int count) =>
        WaitAsync(() => _all.Count(one => one.Replica.Read().Any(entry => entry.What == "ready")) >= count ? "" : null, $"{count} processes are ready");

    /// <summary>Waits until units are up with a token above one.</summary>
    public Task<Entry> WaitForLeaderAsync(long above) =>
        WaitAsync(() => ReadAll().FirstOrDefault(entry => entry.What == "up" && entry.Token > above), $"units are up with a token above {above}");

    public Task<Entry> WaitForAsync(int process, string what, long token) => WaitAsync(
        () => this[process].Read().FirstOrDefault(entry => entry.What == what && entry.Token == token), $"process {process} writes '{what} {token}'");

    /// <summary>Everything that was written, in the order in which it happened.</summary>
    public IReadOnlyList<Entry> ReadAll() => [.. _all.SelectMany(one => one.Replica.Read()).OrderBy(entry => entry.At)];

    /// <summary>The times in which units were up, one for each token.</summary>
    public IReadOnlyList<Tenure> Tenures() =>
    [
        .. ReadAll().Where(entry => entry.Token > 0).GroupBy(entry => (entry.Process, entry.Token))
            .Where(group => group.Any(entry => entry.What == "up"))
            .Select(group => new Tenure(
                group.Key.Process, group.Key.Token, group.Min(entry => entry.At), group.Where(entry => entry.What != "told").Max(entry => entry.At)))
            .OrderBy(tenure => tenure.Token),
    ];

    /// <summary>What breaks the rules: two processes with one token, or two whose units were up at once though none of them was paused.</summary>
    /// <returns>The faults, and how long paused processes went on after their successor, in milliseconds.</returns>
    public (IReadOnlyList<string> Faults, double PausedOverlap) Check()
    {
        var faults = new List<string>();
        var overlap = 0.0;
        var tenures = Tenures();
        foreach (var one in tenures)
        {
            foreach (var next in tenures)
            {
                if (ReferenceEquals(one, next) || next.Token < one.Token)
                    continue;

                if (next.Token == one.Token)
                    faults.Add($"{one} and {next} have one token");
                else if (next.From < one.To && !_paused.Contains(one.Process))
                    faults.Add(FormattableString.Invariant($"{one} was up for {Milliseconds(one.To - next.From):0.0} ms beside {next}"));
                else if (next.From < one.To)
                    overlap = Math.Max(overlap, WorkAfter(one, next.From));
            }
        }

        return ([.. faults.Distinct(StringComparer.Ordinal)], overlap);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (replica, proxy) in _all)
        {
            replica.Dispose();
            proxy?.Dispose();
        }

        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    public string Errors() => File.Exists(Path.Combine(_folder, "errors")) ? File.ReadAllText(Path.Combine(_folder, "errors")) : "";

    /// <summary>From the first to the last thing that a process did after a time: its pause is not counted.</summary>
    private double WorkAfter(Tenure tenure, long from)
    {
        var after = this[tenure.Process].Read().Where(entry => entry.Token == tenure.Token && entry.At > from && entry.What == "works").ToList();
        return after.Count == 0 ? 0 : Milliseconds(after[^1].At - after[0].At);
    }

    private Task<T> WaitAsync<T>(Func<T?> find, string what)
        where T : class =>
        Polling.WaitAsync(find, s_guard, what, () => $"{string.Join('\n', ReadAll().Where(entry => entry.What != "works"))}\n{Errors()}");
}
