using System.ComponentModel;
using System.Globalization;
using Lifecycle.Protocol;
using Lifecycle.Runtime;

namespace Lifecycle;

/// <summary>
/// The base of a unit that divides work among processes: each of a number of parts is up in at most one process, as a unit that is attached while this process
/// has the lease of the part. No process has more than its share, which is the number of parts by the number of live processes, rounded up; one that comes gets
/// its share from those that have more, a part at a time.
/// </summary>
public abstract class Partitioned
{
    private readonly LeaseClient _client;
    private readonly IWorkerContext _worker;
    private readonly PartitionSlot[] _slots;
    private readonly TaskCompletionSource _whenReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Divided work.</summary>
    /// <param name="client">Takes the leases of the parts.</param>
    /// <param name="worker">The context of this unit; its id is the name of the work.</param>
    /// <param name="count">The number of parts, the same in all processes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="worker"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    protected Partitioned(LeaseClient client, IWorkerContext worker, int count)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _client = client;
        _worker = worker;
        _slots = new PartitionSlot[count];
        for (var index = 0; index < count; index++)
            _slots[index] = new PartitionSlot(this, worker, client, string.Create(CultureInfo.InvariantCulture, $"{worker.UnitId}/{index}"), index);
    }

    /// <summary>The parts that this process has now, lowest index first.</summary>
    public IReadOnlyList<int> Held
    {
        get
        {
            var held = new List<int>();
            for (var index = 0; index < _slots.Length; index++)
            {
                if (_slots[index].IsHeld)
                    held.Add(index);
            }

            return held;
        }
    }

    /// <summary>
    /// Makes the unit of a part, which the worker owns from then on: a class marked <c>[Unit(AutoInclude = false)]</c> that depends on this one.
    /// </summary>
    /// <param name="partition">The part.</param>
    protected abstract IUnit Create(Partition partition);

    internal IUnit Make(Partition partition) => Create(partition);

    /// <summary>Called by generated code: the worker is up, and parts may be taken.</summary>
    [OnReady]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Open() => _whenReady.TrySetResult();

    /// <summary>Called by generated code: takes and gives up parts.</summary>
    /// <param name="end">Cancelled when this unit goes down.</param>
    [Background]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected async Task DivideAsync(CancellationToken end)
    {
        await _whenReady.Task.WaitAsync(end).ConfigureAwait(false);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_worker.Stopping, end);
        var members = _client.MakeMembers(_worker.UnitId + "/members");
        var joined = members.RunAsync(stopping.Token);
        foreach (var slot in _slots)
            slot.Resume(stopping.Token, end);

        while (!stopping.IsCancellationRequested)
        {
            await BalanceAsync(members.Count, stopping.Token, end).ConfigureAwait(false);
            await Task.Delay(_slots[0].Times.Retry, _worker.TimeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await joined.ConfigureAwait(false);
        foreach (var slot in _slots)
            await slot.Life.ConfigureAwait(false);
    }

    /// <summary>Called by generated code: the units of the parts are down, and their leases are for others. A reload keeps them.</summary>
    /// <param name="token">Cancelled where units did not end in time.</param>
    [PostShutdown]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected async Task ReleaseAsync(CancellationToken token)
    {
        if (_worker.IsReloading)
            return;

        var areDown = !token.IsCancellationRequested && !StandbyUnits.HasAbandoned(_worker);
        if (!areDown && Held.Count > 0)
            _client.Log.NotReleasable(_worker.UnitId);

        foreach (var slot in _slots)
            await slot.ReleaseAsync(areDown).ConfigureAwait(false);
    }

    /// <summary>Gives up a part if there are too many, or takes what is free up to the share of this process.</summary>
    private async Task BalanceAsync(int members, CancellationToken stopping, CancellationToken end)
    {
        var share = (_slots.Length + members - 1) / members;
        var held = Held;
        try
        {
            if (held.Count > share)
            {
                await _slots[held[held.Count - 1]].GiveUpAsync(stopping).ConfigureAwait(false);
                return;
            }

            // Each process begins elsewhere, so that they do not all ask for the same.
            var first = (int)(_client.Number % (uint)_slots.Length);
            var count = held.Count;
            for (var i = 0; i < _slots.Length && count < share; i++)
            {
                if (await _slots[(first + i) % _slots.Length].TryTakeAsync(stopping, end).ConfigureAwait(false))
                    count++;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The worker stops, and its parts go down with it.
        }
        catch (LifecycleException e)
        {
            _client.Log.NotStopped(_worker.UnitId, e);
        }
    }
}
