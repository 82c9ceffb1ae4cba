using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// How generated code calls the methods of a unit that was written as a hosted service. Only tasks and delegates: the runtime does not know the host's types.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostedHooks
{
    /// <summary>Starts the service.</summary>
    /// <param name="start">Its <c>StartAsync</c>.</param>
    /// <param name="token">The token of the start.</param>
    /// <returns>The task of the service.</returns>
    /// <remarks>
    /// The service gets a token that is cancelled while it starts and never later: its loop listens to a source that is linked to it, and ends in its place of
    /// the stop, also where the start of another unit fails.
    /// </remarks>
    public static Task StartAsync(Func<CancellationToken, Task> start, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(start);
        var source = new CancellationTokenSource();
        var registration = token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source);
        Task task;
        try
        {
            task = start(source.Token);
        }
        catch
        {
            registration.Dispose();
            throw;
        }

        // The source is not disposed: what the service has linked to it may be in use for as long as the unit is up.
        if (!task.IsCompleted)
            return ReleaseAsync(task, registration);

        registration.Dispose();
        return task;
    }

    /// <summary>Observes the loop of a background service, so that its failure is one of the unit.</summary>
    /// <param name="loop">The task of the loop; <see langword="null"/> if the service has not begun it.</param>
    /// <param name="token">Cancelled when the unit goes down; the loop itself ends in <see cref="StopAsync"/>.</param>
    public static Task? WatchAsync(Task? loop, CancellationToken token) => loop?.WaitAsync(token);

    /// <summary>Stops a background service.</summary>
    /// <param name="stop">Its <c>StopAsync</c>, which cancels the token of the loop and waits for it.</param>
    /// <param name="loop">The task of the loop; <see langword="null"/> if the service has not begun it.</param>
    /// <param name="token">Cancelled when the time for the stop is over.</param>
    /// <remarks>
    /// The base class drops what the loop throws then, and returns without it when the time is over; here the first is a failure of the unit, and a loop that
    /// runs on is waited for, so that it is abandoned by name.
    /// </remarks>
    public static async Task StopAsync(Func<CancellationToken, Task> stop, Task? loop, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(stop);
        // What failed before is known, because it was watched.
        var isRunning = loop is { IsCompleted: false };
        await stop(token).ConfigureAwait(false);
        if (isRunning && (loop!.IsCompleted || token.IsCancellationRequested))
            await IgnoreCancellationAsync(loop).ConfigureAwait(false);
    }

    private static async Task ReleaseAsync(Task task, CancellationTokenRegistration registration)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task IgnoreCancellationAsync(Task loop)
    {
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loop.IsFaulted)
            await loop.ConfigureAwait(false);
    }
}
