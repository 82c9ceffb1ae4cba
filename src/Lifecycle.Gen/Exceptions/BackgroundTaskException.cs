namespace Lifecycle;

/// <summary>
/// A <see cref="BackgroundAttribute"/> or <see cref="RunAttribute"/> hook, or a task added by <see cref="IWorkerContext.AddTask"/>, failed.
/// </summary>
public sealed class BackgroundTaskException : LifecycleException
{
    internal BackgroundTaskException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, worker, unit, hook, phase, cause)
    {
    }
}
