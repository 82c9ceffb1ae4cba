namespace Lifecycle;

/// <summary>A background or run hook failed while the worker ran.</summary>
public sealed class BackgroundTaskException : LifecycleException
{
    internal BackgroundTaskException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, worker, unit, hook, phase, cause)
    {
    }
}
