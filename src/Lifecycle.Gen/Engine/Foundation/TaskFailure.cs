namespace Lifecycle.Engine.Foundation;

/// <summary>What the task of a hook failed with.</summary>
internal static class TaskFailure
{
    private static readonly CancellationToken s_always = new(canceled: true);

    /// <summary>
    /// Whether a hook was ended by the cancellation of its own token. Its exception names that token, none, or one that may follow it. Not one that certainly
    /// does not: because it is not cancelled, because it has been from its beginning, or because a time-out is the cause, as in an HTTP client.
    /// </summary>
    public static bool IsCancellation(Exception? error, CancellationToken own)
    {
        if (!own.IsCancellationRequested || error is not OperationCanceledException { InnerException: not TimeoutException } cancellation)
            return false;

        var named = cancellation.CancellationToken;
        return named == own || !named.CanBeCanceled || (named.IsCancellationRequested && named != s_always);
    }

    /// <returns>The exception, or all of them where there are several, as with Task.WhenAll; <see langword="null"/> when the task succeeded.</returns>
    public static Exception? Of(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return null;

        if (task.Exception is { } all)
            return all.InnerExceptions.Count == 1 ? all.InnerExceptions[0] : all;

        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception cancellation)
        {
            return cancellation;
        }
    }
}
