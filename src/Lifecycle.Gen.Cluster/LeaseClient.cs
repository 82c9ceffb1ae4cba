using System.Globalization;
using Lifecycle.Protocol;
using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>
/// Takes and renews the leases of a worker. A worker has it as soon as one of its units takes a <see cref="Lease{T}"/>; its inputs are the store, and settings
/// that are optional.
/// </summary>
[Unit(AutoInclude = false)]
public sealed partial class LeaseClient
{
    private readonly ILeaseStore _store;
    private readonly IWorkerContext _worker;
    private readonly LeaseOptions _options;
    private readonly LeaseLog _log;
    private readonly string _holder;
    private readonly List<Entry> _entries = [];
    private readonly TaskCompletionSource _whenReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The client of a store.</summary>
    /// <param name="leaseStore">Where the leases are kept.</param>
    /// <param name="worker">The context of this unit.</param>
    /// <param name="leaseOptions">Settings of all leases that have none of their own; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException">The store or the context is <see langword="null"/>.</exception>
    public LeaseClient(ILeaseStore leaseStore, IWorkerContext worker, LeaseOptions? leaseOptions = null)
    {
        ArgumentNullException.ThrowIfNull(leaseStore);
        ArgumentNullException.ThrowIfNull(worker);
        _store = leaseStore;
        _worker = worker;
        _options = leaseOptions ?? new LeaseOptions();
        _log = new LeaseLog(worker.LoggerFactory.CreateLogger(worker.WorkerName));
        _holder = string.Create(
            CultureInfo.InvariantCulture, $"{_options.Holder ?? $"{Environment.MachineName}/{Environment.ProcessId}"}/{Guid.NewGuid():N}");
    }

    /// <exception cref="InvalidOperationException">Two leases of the worker have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal LeaseLog Add(Lease lease, IWorkerContext context, LeaseOptions? options)
    {
        foreach (var entry in _entries)
        {
            if (entry.Lease.Name == lease.Name)
                throw new InvalidOperationException($"{_worker.WorkerName} has two leases with the name '{lease.Name}'. Give one of them another name.");
        }

        var (contender, loop, times) = MakeLoop(lease.Name, new LeasedUnits(context), lease.Change, options);
        _entries.Add(new Entry(lease, contender, loop, times));
        return _log;
    }

    /// <summary>What differs from one process to the next.</summary>
    internal uint Number { get; } = (uint)Random.Shared.Next();

    internal LeaseLog Log => _log;

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal (LeaseContender Contender, LeaseLoop Loop, LeaseTimes Times) MakeLoop(
        string name, ILeasedUnits units, Action<HeldLease?> changed, LeaseOptions? options = null)
    {
        options ??= _options;
        var times = new LeaseTimes(options);
        var contender = Contend(name, options, times);
        return (contender, new LeaseLoop(contender, units, name, options, times, _worker.TimeProvider, _log) { Changed = changed }, times);
    }

    internal LeaseMembers MakeMembers(string name) =>
        new(_store, _options.Prefix + name, _holder, new LeaseTimes(_options), _worker.TimeProvider, _log);

    /// <summary>What takes a lease that is of no unit, with the settings of this client.</summary>
    internal LeaseContender ContendFor(string name) => Contend(name, _options, new LeaseTimes(_options));

    /// <summary>Whether a version of some work is done.</summary>
    internal async Task<bool> IsDoneAsync(string name, string version, CancellationToken cancellationToken) =>
        await _store.ReadAsync(DoneName(name, version), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Notes for all processes that a version of some work is done.</summary>
    internal async Task SetDoneAsync(string name, string version, long token, CancellationToken cancellationToken)
    {
        var done = new LeaseRecord($"done by {_holder}", token, _options.DurationSeconds, Version: null);
        await _store.TryWriteAsync(DoneName(name, version), done, cancellationToken).ConfigureAwait(false);
    }

    private LeaseContender Contend(string name, LeaseOptions options, LeaseTimes times) =>
        new(_store, options.Prefix + name, _holder, times, _worker.TimeProvider, _log);

    private string DoneName(string name, string version) => $"{_options.Prefix}{name}@{version}";

    [OnReady]
    private void Open() => _whenReady.TrySetResult();

    [Background]
    private async Task RunAsync(CancellationToken end)
    {
        await _whenReady.Task.WaitAsync(end).ConfigureAwait(false);
        var loops = new Task[_entries.Count];
        for (var i = 0; i < loops.Length; i++)
            loops[i] = _entries[i].Loop.RunAsync(_worker.Stopping, end);

        await Task.WhenAll(loops).ConfigureAwait(false);
    }

    [HealthCheck]
    private void CheckStore()
    {
        foreach (var entry in _entries)
        {
            if (entry.Contender.Failure is { } failure && entry.Contender.Silence > entry.Times.Duration)
                throw new InvalidOperationException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The lease {entry.Lease.Name} could not be read for {entry.Contender.Silence.TotalSeconds:0} s: nobody may have it."),
                    failure);
        }
    }

    private sealed record Entry(Lease Lease, LeaseContender Contender, LeaseLoop Loop, LeaseTimes Times);
}
