using System.ComponentModel;
using System.Globalization;
using Lifecycle.Protocol;

namespace Lifecycle;

/// <summary>
/// The base of a unit whose work is done by one process for all, once for each version: a migration. In its start it does the work, or waits for the process
/// that does, or goes on where it is done; units that depend on it start after that in every process.
/// </summary>
public abstract class RunsOnce
{
    private const double LongWaitSeconds = 600;

    private readonly LeaseClient _client;
    private readonly IWorkerContext _worker;

    /// <summary>Work that is done once.</summary>
    /// <param name="client">Takes the lease of the work.</param>
    /// <param name="worker">The context of this unit; its id is the name of the work.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    protected RunsOnce(LeaseClient client, IWorkerContext worker)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(worker);
        _client = client;
        _worker = worker;
    }

    /// <summary>What is done once; another version is done again.</summary>
    protected abstract string Version { get; }

    /// <summary>How long to wait for another process that does the work, and for the store, in seconds. Default: 600.</summary>
    protected virtual double LimitSeconds => LongWaitSeconds;

    /// <summary>Does the work. It may have been done in part by a process that died.</summary>
    /// <param name="token">The fencing token of the lease, see <see cref="ILease.Token"/>.</param>
    /// <param name="cancellationToken">Cancelled when the lease is lost or the start is cancelled.</param>
    protected abstract Task RunAsync(long token, CancellationToken cancellationToken);

    /// <summary>Called by generated code: does the work, or waits for it.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="TimeoutException">Another process was not done within the limit.</exception>
    /// <exception cref="InvalidOperationException">The lease was lost while the work was done.</exception>
    [OnStartup]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected async Task RunOrWaitAsync(CancellationToken cancellationToken)
    {
        var name = _worker.UnitId;
        var contender = _client.ContendFor(name);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(LimitSeconds), _worker.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HeldLease held;
        try
        {
            if (await _client.IsDoneAsync(name, Version, both.Token).ConfigureAwait(false))
                return;

            held = await contender.TakeAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var reason = contender.Failure is { } failure ? failure.Message : $"{contender.Holder ?? "another process"} has its lease";
            throw new TimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"{name} {Version} was not done within {LimitSeconds:0.###} s: {reason}."), contender.Failure);
        }

        held.BeginRenewals();
        try
        {
            if (!await _client.IsDoneAsync(name, Version, cancellationToken).ConfigureAwait(false))
                await RunAsync(held, name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await held.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(HeldLease held, string name, CancellationToken cancellationToken)
    {
        using var run = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, cancellationToken);
        try
        {
            await RunAsync(held.Token, run.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (held.IsLost && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The lease of {name} was lost while the work was done. Another process does it.", e);
        }

        if (held.IsLost)
            throw new InvalidOperationException($"The lease of {name} was lost before the work was done. Another process does it again.");

        await _client.SetDoneAsync(name, Version, held.Token, cancellationToken).ConfigureAwait(false);
    }
}
