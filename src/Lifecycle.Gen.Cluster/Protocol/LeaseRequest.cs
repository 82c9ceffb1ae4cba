namespace Lifecycle.Protocol;

/// <summary>A request to a store, with a limit that holds also where the store ignores its token.</summary>
internal static class LeaseRequest
{
    /// <exception cref="TimeoutException">There was no answer within the limit; what was asked may have been done, or may be done later.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<T> SendAsync<T>(
        Func<CancellationToken, ValueTask<T>> request, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T>? answer = null;
        try
        {
            answer = request(cancellation.Token).AsTask();
            return await answer.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (answer is { IsCompleted: false })
        {
            throw new TimeoutException(FormattableString.Invariant($"The lease store did not answer within {limit.TotalSeconds:0.###} s."), e);
        }
        finally
        {
            if (answer is { IsCompleted: false })
                _ = EndAsync(answer, cancellation); // No longer waited for: what becomes of it is seen in the store.
            else
                cancellation.Dispose();
        }
    }

    private static async Task EndAsync(Task answer, CancellationTokenSource cancellation)
    {
        // On another thread: drivers may block in the callbacks of their tokens.
        await cancellation.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.Dispose();
    }
}
