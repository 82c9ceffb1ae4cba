using System.Globalization;
using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Measuring;

/// <summary>Three processes of a contender.</summary>
internal sealed class PeerFleet : IDisposable
{
    /// <summary>How many processes it has.</summary>
    public const int Size = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("lifecycle-peers-").FullName;
    private readonly List<Replica> _all = [];
    private readonly Contender _contender;
    private readonly int[] _ports = [.. Enumerable.Range(0, Size).Select(_ => Server.FreePort())];
    private readonly string _address;

    /// <param name="contender">What its processes run.</param>
    /// <param name="address">The address of the store; <see langword="null"/> if they find each other by their ports.</param>
    public PeerFleet(Contender contender, string? address)
    {
        _contender = contender;
        _address = address ?? string.Join(',', _ports);
    }

    public Replica this[int process] => _all.Find(replica => replica.Id == process)!;

    /// <summary>Starts what is missing, and waits until the fleet is whole and one process works.</summary>
    /// <returns>The last begin of the work.</returns>
    public async Task<Entry> CompleteAsync()
    {
        while (_all.Count(replica => !replica.HasExited) < Size)
            _all.Add(Start(_all.Count < Size ? _ports[_all.Count] : Server.FreePort()));

        await WaitAsync(
            () => _all.TrueForAll(replica => replica.HasExited || replica.Read().Any(entry => entry.What == "ready")) ? "" : null, "the fleet is ready");
        return await WaitAsync(() => Begins().LastOrDefault(begin => !this[begin.Process].HasExited), "one process works");
    }

    /// <summary>Waits until another process works.</summary>
    /// <returns>The begin of the work.</returns>
    public Task<Entry> WaitForNextAsync(Entry begin) => WaitAsync(
        () => Begins().FirstOrDefault(next => next.At > begin.At && next.Process != begin.Process), $"another process works than {begin.Process}");

    /// <summary>Waits until a process has ended.</summary>
    /// <returns>The last line of its work.</returns>
    public async Task<Entry> WaitForEndAsync(int process)
    {
        await WaitAsync(() => this[process].HasExited ? "" : null, $"process {process} has ended");
        return this[process].Read().Last(entry => entry.What is "up" or "works" or "down");
    }

    public void Dispose()
    {
        foreach (var replica in _all)
            replica.Dispose();

        Directory.Delete(_folder, recursive: true);
    }

    private Replica Start(int port) => Replica.Start(
        _folder, [typeof(PeerFleet).Assembly.Location, "replica", _contender.Name, _folder, _address, port.ToString(CultureInfo.InvariantCulture)]);

    private IEnumerable<Entry> Begins() => _all.SelectMany(replica => replica.Read()).Where(entry => entry.What == "up").OrderBy(entry => entry.At);

    private Task<T> WaitAsync<T>(Func<T?> find, string what)
        where T : class =>
        Polling.WaitAsync(find, _contender.Guard, $"{_contender.Name}: {what}", Log);

    private string Log()
    {
        var printed = Path.Combine(_folder, "errors");
        var lines = _all.SelectMany(replica => replica.Read()).Where(entry => entry.What != "works").OrderBy(entry => entry.At);
        return string.Join('\n', lines) + "\n" + (File.Exists(printed) ? File.ReadAllText(printed) : "");
    }
}
