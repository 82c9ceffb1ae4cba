using System.Globalization;

namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>The store of a simulated world: one record, with delays, lost messages and outages. What it does, it does at one moment.</summary>
internal sealed class SimulatedStore(VirtualTime world, Random random)
{
    private readonly List<Action> _waiting = [];
    private LeaseRecord? _record;
    private long _version;

    /// <summary>Requests fail or stay without an answer until then.</summary>
    public long OutageUntil { get; set; }

    /// <summary>How many requests of a million get lost, or come late.</summary>
    public double LossRate { get; init; }

    /// <summary>The longest time in one direction of a request that is not late, in seconds.</summary>
    public double Latency { get; init; } = 0.05;

    /// <summary>What is wrong with it.</summary>
    public Plant Plant { get; init; }

    /// <summary>Whether processes learn of changes.</summary>
    public bool Tells { get; init; }

    /// <summary>For how long processes wait for an answer, in seconds.</summary>
    public double LimitSeconds { get; init; }

    /// <summary>When processes know that a message got lost or late, or that the store was away.</summary>
    public long DisturbedAt { get; private set; }

    public ILeaseStore For(ProcessTime process) => new Client(this, process);

    private LeaseRecord? Write(LeaseRecord record)
    {
        if (record.Version != _record?.Version && Plant != Plant.StoreIgnoresVersions)
            return null;

        if (Plant == Plant.StoreRefuses && record.Token > 1)
            return null;

        _record = record with { Version = (++_version).ToString(CultureInfo.InvariantCulture) };
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        foreach (var tell in waiting)
            tell();

        var written = _record;
        if (Plant == Plant.StoreForgets && random.Next(10) == 0)
            _record = null;

        return written;
    }

    private Task<T> SendAsync<T>(ProcessTime process, Func<T> request)
    {
        var answer = new TaskCompletionSource<T>();
        if (world.Now < OutageUntil)
        {
            DisturbedAt = Math.Max(DisturbedAt, OutageUntil + LimitOf(0));
            if (random.Next(2) == 0)
                world.In(Delay(), () => process.Deliver(() => answer.TrySetException(new IOException("The store is away."))));

            return answer.Task;
        }

        var isRequestLost = random.NextDouble() < LossRate;
        var isAnswerLost = random.NextDouble() < LossRate;
        var isLate = random.NextDouble() < LossRate;
        var there = isLate ? random.NextDouble() * 20 : Delay();
        if (isRequestLost || isAnswerLost || isLate)
            DisturbedAt = Math.Max(DisturbedAt, world.Now + LimitOf(isLate ? there : 0));

        if (isRequestLost)
            return answer.Task;

        world.In(there, () =>
        {
            var result = request();
            if (!isAnswerLost)
                world.In(Delay(), () => process.Deliver(() => answer.TrySetResult(result)));
        });
        return answer.Task;
    }

    private long LimitOf(double late) => (long)((LimitSeconds + late) * TimeSpan.TicksPerSecond);

    private double Delay() => random.NextDouble() * Latency;

    private sealed class Client(SimulatedStore store, ProcessTime process) : ILeaseStore
    {
        public ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken) => new(store.SendAsync(process, () => store._record));

        public ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken) =>
            new(store.SendAsync(process, () => store.Write(record)));

        public Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
        {
            var change = new TaskCompletionSource();
            if (store.Tells)
                store._waiting.Add(() => store.Later(() => process.Deliver(() => change.TrySetResult())));

            return change.Task;
        }
    }

    private void Later(Action action) => world.In(Delay(), action);
}
