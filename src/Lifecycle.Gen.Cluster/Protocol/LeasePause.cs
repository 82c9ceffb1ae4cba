namespace Lifecycle.Protocol;

/// <summary>
/// A pause that a token ends early, without an exception. Unlike that of <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/>, its end goes on
/// on the thread that ends it and not on one of the pool, so that simulated processes need no other thread.
/// </summary>
internal static class LeasePause
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1); // Less would be no time at all for real timers.

    public static async Task WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        if (pause <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
            return;

        var over = new TaskCompletionSource();
        await using (cancellationToken.UnsafeRegister(static over => ((TaskCompletionSource)over!).TrySetResult(), over).ConfigureAwait(false))
        await using (time.CreateTimer(
            static over => ((TaskCompletionSource)over!).TrySetResult(), over, pause > s_shortest ? pause : s_shortest, Timeout.InfiniteTimeSpan)
            .ConfigureAwait(false))
            await over.Task.ConfigureAwait(false);
    }
}
