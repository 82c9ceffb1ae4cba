namespace Lifecycle.Protocol;

/// <summary>Waits until a lease is free, or has not been renewed for its time, and takes it.</summary>
internal sealed class LeaseContender(ILeaseStore store, string name, string holder, LeaseTimes times, TimeProvider time, LeaseLog log)
{
    private string? _version;
    private long _seenAt;
    private Task? _change;
    private CancellationTokenSource? _changeOver;
    private long _answeredAt = time.GetTimestamp();
    private volatile Exception? _failure;

    /// <summary>Who has the lease, as last seen; <see langword="null"/> where it is free.</summary>
    public string? Holder { get; private set; }

    /// <summary>The failure of the last request; <see langword="null"/> if the store answered.</summary>
    public Exception? Failure => _failure;

    /// <summary>For how long the store has not answered.</summary>
    public TimeSpan Silence => _failure is null ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _answeredAt));

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<HeldLease> TakeAsync(CancellationToken cancellationToken)
    {
        _version = null;
        try
        {
            return await TakeNextAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = EndWaitAsync(); // Not waited for: the store may be slow to end it.
        }
    }

    /// <summary>Looks at the lease once, and takes it if it may.</summary>
    /// <returns>The lease, or how long to wait before the next look.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<(HeldLease? Held, TimeSpan Pause)> LookAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var stored = await ReadAsync(cancellationToken).ConfigureAwait(false);
            Answered();
            var pause = WaitFor(stored);
            // Where another process was faster, or this one before its answer was lost, the next look says so.
            return pause > TimeSpan.Zero ? (null, pause) : (await TryTakeAsync(stored, cancellationToken).ConfigureAwait(false), TimeSpan.Zero);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            if (_failure is null)
                log.NotRead(name, e);

            _failure = e;
            return (null, times.Retry);
        }
    }

    private async Task<HeldLease> TakeNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (held, pause) = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (held is not null)
                return held;

            if (pause > TimeSpan.Zero)
                await WaitAsync(pause < times.Retry ? pause : times.Retry, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<LeaseRecord?> ReadAsync(CancellationToken cancellationToken) =>
        LeaseRequest.SendAsync(token => store.ReadAsync(name, token), times.Renew, time, cancellationToken);

    private async Task<HeldLease?> TryTakeAsync(LeaseRecord? stored, CancellationToken cancellationToken)
    {
        var wanted = new LeaseRecord(holder, (stored?.Token ?? 0) + 1, times.DurationSeconds, stored?.Version);
        var sentAt = time.GetTimestamp();
        var written = await LeaseRequest.SendAsync(token => store.TryWriteAsync(name, wanted, token), times.Renew, time, cancellationToken)
            .ConfigureAwait(false);
        if (written is null)
            return null;

        // The process was paused, or the store slow: too little is left of this lease, and the next look takes it anew.
        if (time.GetElapsedTime(sentAt) >= times.Keep)
            return null;

        Holder = holder;
        return new HeldLease(store, name, written, sentAt, times, time, log);
    }

    /// <summary>How long to wait until the lease may be taken; zero: now.</summary>
    private TimeSpan WaitFor(LeaseRecord? stored)
    {
        Holder = stored is null || stored.IsFree ? null : stored.Holder;
        if (Holder is null || Holder == holder)
            return TimeSpan.Zero;

        if (_version is null || stored!.Version != _version)
        {
            _version = stored!.Version;
            _seenAt = time.GetTimestamp();
        }

        // The time that the holder counts with, which other settings may have made.
        return TimeSpan.FromSeconds(stored!.DurationSeconds * LeaseTimes.Drift) - time.GetElapsedTime(_seenAt);
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = LeasePause.WaitAsync(pause, time, over.Token);
        if (_failure is null && _version is not null)
        {
            // One wait over several looks, which are for a store that tells nothing.
            if (_change is null or { IsCompleted: true })
            {
                _changeOver?.Dispose();
                _changeOver = new CancellationTokenSource();
                _change = WaitForChangeAsync(_version, _changeOver.Token);
            }

            await Task.WhenAny(delay, _change).ConfigureAwait(false);
        }
        else
        {
            await delay.ConfigureAwait(false);
        }

        over.Cancel();
        await delay.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Ends when the store tells of a change; where it fails not before the next look at the lease, which says more.</summary>
    private async Task WaitForChangeAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            await store.WaitForChangeAsync(name, version, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (cancellationToken.IsCancellationRequested)
                return;

            log.NotTold(name, e);
            await LeasePause.WaitAsync(times.Retry, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EndWaitAsync()
    {
        if (_changeOver is not { } over || _change is not { } change)
            return;

        _changeOver = null;
        _change = null;
        await over.CancelAsync().ConfigureAwait(false);
        await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    private void Answered()
    {
        _failure = null;
        Volatile.Write(ref _answeredAt, time.GetTimestamp());
    }
}
