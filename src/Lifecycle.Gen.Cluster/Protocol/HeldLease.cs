namespace Lifecycle.Protocol;

/// <summary>
/// A lease that this process has taken: renews it until it is released or lost. Every proof counts from the moment at which it was sent, so that no other
/// process can count from an earlier one.
/// </summary>
internal sealed class HeldLease(
    ILeaseStore store, string name, LeaseRecord record, long provenAt, LeaseTimes times, TimeProvider time, LeaseLog log)
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private readonly TaskCompletionSource _whenLost = new();
    private readonly TaskCompletionSource _whenReleased = new();
    private LeaseRecord _record = record;
    private long _provenAt = provenAt;
    private Task _renewing = Task.CompletedTask;
    private int _isReleased;

    public long Token { get; } = record.Token;

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>For the units: cancelled when the lease is lost. Their callbacks run elsewhere.</summary>
    public CancellationToken Lost => _lost.Token;

    public Task WhenLost => _whenLost.Task;

    public Task WhenReleased => _whenReleased.Task;

    public bool IsLost => _whenLost.Task.IsCompleted;

    public bool IsReleased => Volatile.Read(ref _isReleased) != 0;

    /// <summary>The time until another process may take the lease, for a unit that is to be down by then. Not negative.</summary>
    public TimeSpan Remaining => Max(times.Duration - Elapsed, TimeSpan.Zero);

    private TimeSpan Elapsed => time.GetElapsedTime(Volatile.Read(ref _provenAt));

    public void BeginRenewals() => _renewing = RenewAllAsync();

    /// <summary>Renews no more; the lease ends by its time.</summary>
    public async Task AbandonAsync()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            _released.Cancel(); // Ends a pause of ours, and calls nothing else.

        await _renewing.ConfigureAwait(false);
        _whenReleased.TrySetResult();
    }

    /// <summary>Frees the lease for the next process, which need not wait for its time. Throws nothing.</summary>
    /// <param name="cancellationToken">Gives it up; then the lease ends by its time.</param>
    /// <returns>Whether the store has done it.</returns>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReleased, 1) != 0)
        {
            await _whenReleased.Task.ConfigureAwait(false);
            return false;
        }

        _released.Cancel(); // Ends a pause of ours, and calls nothing else.
        await _renewing.ConfigureAwait(false);
        var isFree = false;
        try
        {
            // A write that conflicts came after one of this process that was done without an answer.
            isFree = await FreeAsync(cancellationToken).ConfigureAwait(false)
                || (await ReadOwnAsync(times.Renew, cancellationToken).ConfigureAwait(false) && await FreeAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.NotReleased(name, times.DurationSeconds, e);
        }

        _whenReleased.TrySetResult();
        return isFree;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task RenewAllAsync()
    {
        var pause = times.Renew - Elapsed;
        Exception? last = null;
        while (await PauseAsync(Min(pause, times.Keep - Elapsed)).ConfigureAwait(false))
        {
            if (Elapsed >= times.Keep)
            {
                Lose(last);
                return;
            }

            try
            {
                var sentAt = time.GetTimestamp();
                if (await WriteAsync(_record, Min(times.Renew, times.Keep - Elapsed), CancellationToken.None).ConfigureAwait(false) is { } written)
                {
                    if (Elapsed >= times.Keep)
                    {
                        Lose(last); // The process was paused: what is late is late, whatever the store says.
                        return;
                    }

                    _record = written;
                    LeaseMetrics.Renewed(name, time.GetElapsedTime(sentAt));
                    Volatile.Write(ref _provenAt, sentAt);
                    last = null;
                    pause = times.Renew;
                }
                else if (await ReadOwnAsync(Min(times.Renew, times.Keep - Elapsed), CancellationToken.None).ConfigureAwait(false))
                {
                    pause = TimeSpan.Zero; // An earlier write without an answer was done.
                }
                else
                {
                    Lose(new InvalidOperationException($"Another process has the lease {name}, or its record was removed."));
                    return;
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (last is null && !IsReleased)
                    log.NotRenewed(name, e);

                last = e;
                pause = times.Retry;
            }
        }
    }

    /// <returns>False: the lease is released.</returns>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        await LeasePause.WaitAsync(pause, time, _released.Token).ConfigureAwait(false);
        return !IsReleased;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => Max(one < other ? one : other, TimeSpan.Zero);

    private async Task<bool> FreeAsync(CancellationToken cancellationToken) =>
        await WriteAsync(_record with { Holder = "" }, times.Renew, cancellationToken).ConfigureAwait(false) is not null;

    private Task<LeaseRecord?> WriteAsync(LeaseRecord wanted, TimeSpan limit, CancellationToken cancellationToken) =>
        LeaseRequest.SendAsync(token => store.TryWriteAsync(name, wanted, token), limit, time, cancellationToken);

    /// <summary>Whether the stored record is of this holding; then what it has is the version to write over.</summary>
    private async Task<bool> ReadOwnAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var stored = await LeaseRequest.SendAsync(token => store.ReadAsync(name, token), limit, time, cancellationToken).ConfigureAwait(false);
        if (stored is null || stored.Holder != _record.Holder || stored.Token != Token)
            return false;

        _record = stored;
        return true;
    }

    private void Lose(Exception? cause)
    {
        log.Lost(name, Remaining.TotalSeconds, cause);
        LeaseMetrics.Lost(name);
        var told = CancelAsync(); // First, because what follows may run on this thread for a while.
        _whenLost.TrySetResult();
        _ = told;
    }

    /// <summary>The callbacks are the program's: on a thread of the pool, and what they throw is said and does not matter here.</summary>
    private async Task CancelAsync()
    {
        try
        {
            await _lost.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.CallbackFailed(name, e);
        }
    }
}
