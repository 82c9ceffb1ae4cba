namespace Lifecycle.Engine.Foundation;

/// <summary>What the task of a hook failed with.</summary>
internal static class TaskFailure
{
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
