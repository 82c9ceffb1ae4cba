using System.ComponentModel;
using Lifecycle.Protocol;
using Lifecycle.Runtime;

namespace Lifecycle;

/// <summary>
/// The base of a unit that is up while this process has a lease. A unit that takes it, and everything that needs that unit, is up in at most one process of
/// all that share the store: it is <see cref="UnitState.Standby"/> until the lease is taken, and goes down before another process can take it.
/// </summary>
/// <remarks>
/// <see cref="Lease{T}"/> is enough for most programs; a class of its own has a name or settings of its own, and is marked
/// <c>[Unit(Standby = true)]</c>.
/// </remarks>
public abstract class Lease : ILease
{
    private readonly LeaseLog _log;
    private readonly IWorkerContext _worker;
    private HeldLease? _held;

    /// <summary>A lease.</summary>
    /// <param name="client">Takes it.</param>
    /// <param name="worker">The context of this unit.</param>
    /// <param name="name">Its name, the same in all processes.</param>
    /// <param name="options">Its settings; <see langword="null"/> for those of <paramref name="client"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="client"/>, <paramref name="worker"/> or <paramref name="name"/> is
    /// <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">Another lease of the worker has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    protected Lease(LeaseClient client, IWorkerContext worker, string name, LeaseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _worker = worker;
        _log = client.Add(this, worker, options);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsHeld => Volatile.Read(ref _held) is { IsLost: false, IsReleased: false };

    /// <inheritdoc/>
    public long Token => Held.Token;

    /// <inheritdoc/>
    public CancellationToken Lost => Held.Lost;

    /// <inheritdoc/>
    public DateTimeOffset? Since => IsHeld ? Volatile.Read(ref _held)?.Since : null;

    internal TimeSpan? HeldFor => Since is { } since ? _worker.TimeProvider.GetUtcNow() - since : null;

    private HeldLease Held => Volatile.Read(ref _held)
        ?? throw new InvalidOperationException($"This process has not had the lease {Name} yet: the units that need it are not up.");

    /// <summary>One that ended stays, for the last hooks of the units.</summary>
    internal void Change(HeldLease? held)
    {
        if (held is not null)
            Volatile.Write(ref _held, held);
    }

    /// <summary>Called by generated code: nothing that needs the lease starts without it.</summary>
    /// <exception cref="InvalidOperationException">This process does not have the lease.</exception>
    [PreStartup]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Check()
    {
        if (!IsHeld)
            throw new InvalidOperationException(
                $"This process does not have the lease {Name}, so that {_worker.UnitId} and what needs it cannot start. They start by themselves when it has.");
    }

    /// <summary>Called by generated code: the units are down, so that the next process can take over. A reload keeps the lease.</summary>
    /// <param name="token">Cancelled where units did not end in time.</param>
    [PostShutdown]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected async Task ReleaseAsync(CancellationToken token)
    {
        if (_worker.IsReloading || Volatile.Read(ref _held) is not { IsReleased: false } held)
            return;

        if (held.IsLost)
        {
            await held.AbandonAsync().ConfigureAwait(false); // The store may be what is wrong, and the time is short.
            return;
        }

        if (token.IsCancellationRequested || StandbyUnits.HasAbandoned(_worker))
        {
            _log.NotReleasable(Name);
            await held.AbandonAsync().ConfigureAwait(false);
            return;
        }

        if (await held.ReleaseAsync(token).ConfigureAwait(false))
            _log.Released(Name);
    }

    /// <summary>Called by generated code: from here on the metrics show the lease.</summary>
    [OnInit]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Show() => LeaseMetrics.Add(this);

    /// <summary>Called by generated code: the end of the unit; a lease that a reload kept is released.</summary>
    [OnExit]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected async Task EndAsync()
    {
        LeaseMetrics.Remove(this);
        if (Volatile.Read(ref _held) is { } held)
            await held.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
