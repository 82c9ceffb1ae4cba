namespace Lifecycle.Protocol;

/// <summary>The life of one lease in a process: take it, bring the units up, and bring them down in time when it is lost.</summary>
internal sealed class LeaseLoop(
    LeaseContender contender, ILeasedUnits units, string name, LeaseOptions options, LeaseTimes times, TimeProvider time, LeaseLog log)
{
    private HeldLease? _held;

    /// <summary>Called with the lease as soon as it is taken, and with <see langword="null"/> when this process does not have it any more.</summary>
    public Action<HeldLease?>? Changed { get; init; }

    /// <summary>Runs until the worker stops. A lease that is held then stays so until its unit is down.</summary>
    /// <param name="stopping">The worker begins to stop: no lease is taken any more.</param>
    /// <param name="end">The end of the loop.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken end)
    {
        using var contending = CancellationTokenSource.CreateLinkedTokenSource(stopping, end);
        while (!contending.IsCancellationRequested)
        {
            TimeSpan? pause;
            if (_held is { IsReleased: false } kept)
            {
                pause = await WatchAsync(kept, contending.Token, end).ConfigureAwait(false); // A reload has kept it.
            }
            else
            {
                HeldLease held;
                try
                {
                    held = await contender.TakeAsync(contending.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (contending.IsCancellationRequested)
                {
                    return;
                }

                pause = await HoldAsync(held, contending.Token, end).ConfigureAwait(false);
            }

            if (pause is not { } wait)
                return;

            await LeasePause.WaitAsync(wait, time, contending.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Brings the units up with a lease, and down when it is lost.</summary>
    /// <param name="held">The lease, which was just taken.</param>
    /// <param name="stopping">The worker begins to stop.</param>
    /// <param name="end">The end of the loop, which leaves the lease as it is.</param>
    /// <returns>How long not to try again; <see langword="null"/>: for ever.</returns>
    public async Task<TimeSpan?> HoldAsync(HeldLease held, CancellationToken stopping, CancellationToken end)
    {
        _held = held;
        held.BeginRenewals();
        Changed?.Invoke(held);
        log.Taken(name, held.Token);
        LeaseMetrics.Taken(name);
        if (await TryStartAsync(held, stopping).ConfigureAwait(false))
            return await WatchAsync(held, stopping, end).ConfigureAwait(false);

        if (units.Up.Count > 0)
            await held.AbandonAsync().ConfigureAwait(false);
        else
            await held.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);

        Forget(held);
        return held.IsLost ? await AfterLossAsync().ConfigureAwait(false) : times.Duration;
    }

    /// <summary>Waits for the end of a lease whose units are up.</summary>
    /// <param name="held">The lease.</param>
    /// <param name="stopping">The worker begins to stop.</param>
    /// <param name="end">The end of the loop, which leaves the lease as it is.</param>
    /// <returns>How long not to try again; <see langword="null"/>: for ever.</returns>
    public async Task<TimeSpan?> WatchAsync(HeldLease held, CancellationToken stopping, CancellationToken end)
    {
        await WhenAnyAsync(held.WhenLost, held.WhenReleased, end).ConfigureAwait(false);
        if (held.IsLost)
            return await BringDownAsync(held, stopping, end).ConfigureAwait(false);

        if (!held.IsReleased)
            return null;

        // Released by a stop of its unit: then another process has its turn first.
        Forget(held);
        return stopping.IsCancellationRequested ? null : times.Duration;
    }

    private static async Task WhenAnyAsync(Task one, Task other, CancellationToken end)
    {
        var ended = new TaskCompletionSource();
        await using (end.UnsafeRegister(static ended => ((TaskCompletionSource)ended!).TrySetResult(), ended).ConfigureAwait(false))
            await Task.WhenAny(one, other, ended.Task).ConfigureAwait(false);
    }

    private void Forget(HeldLease held)
    {
        if (!ReferenceEquals(_held, held))
            return;

        _held = null;
        Changed?.Invoke(null);
    }

    private async Task<bool> TryStartAsync(HeldLease held, CancellationToken stopping)
    {
        if (held.IsLost)
            return false;

        using var abort = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var starting = units.StartAsync(times.Stop, abort.Token);
        if (await Task.WhenAny(starting, held.WhenLost).ConfigureAwait(false) != starting)
            abort.Cancel();

        try
        {
            await starting.ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false; // The lease is lost, or the worker stops.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.NotStarted(name, e);
            return false;
        }
    }

    private async Task<TimeSpan?> BringDownAsync(HeldLease held, CancellationToken stopping, CancellationToken end)
    {
        var remaining = held.Remaining;
        using var over = new CancellationTokenSource();
        var watch = NameAsync(remaining, over.Token);
        try
        {
            await units.StopAsync(remaining, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // They go down with the worker: until the lease's own unit is down, or this loop is to end for that.
            await WhenAnyAsync(held.WhenReleased, held.WhenReleased, end).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.NotStopped(name, e);
        }

        over.Cancel();
        await watch.ConfigureAwait(false);
        await held.AbandonAsync().ConfigureAwait(false);
        Forget(held);
        return await AfterLossAsync().ConfigureAwait(false);
    }

    /// <summary>Says at the end of the lease what is still up, and that the worker is to end where it may not wait.</summary>
    private async Task NameAsync(TimeSpan remaining, CancellationToken isOver)
    {
        await LeasePause.WaitAsync(remaining, time, isOver).ConfigureAwait(false);
        if (isOver.IsCancellationRequested || units.Up is not { Count: > 0 } up)
            return;

        log.StillUp(name, string.Join(", ", up));
        LeaseMetrics.StillUp(name);
        if (options.OnLost == LeaseLoss.StopWorker)
            units.StopWorker(options.LostExitCode);
    }

    private Task<TimeSpan?> AfterLossAsync()
    {
        if (options.OnLost == LeaseLoss.Standby)
            return Task.FromResult<TimeSpan?>(times.Retry);

        units.StopWorker(options.LostExitCode);
        return Task.FromResult<TimeSpan?>(null);
    }
}
