namespace Lifecycle;

/// <summary>A hook, or a whole start or stop, exceeded its time limit.</summary>
public sealed class LifecycleTimeoutException : LifecycleException
{
    internal LifecycleTimeoutException(string message, double limitSeconds, string worker, string? unit, string? hook, string? phase)
        : base(message, worker, unit, hook, phase, cause: null) =>
        LimitSeconds = limitSeconds;

    /// <summary>The limit that was exceeded, in seconds.</summary>
    public double LimitSeconds { get; }
}
