namespace Lifecycle;

/// <summary>Whether a worker, or one of its units, does its work.</summary>
public enum HealthStatus
{
    /// <summary>On the way up, and not ready for work.</summary>
    Starting,

    /// <summary>Up: every unit is through its <see cref="OnReadyAttribute"/> hooks, and nothing is known to be wrong.</summary>
    Ready,

    /// <summary>Up and at work, but a <see cref="HealthCheckAttribute"/> hook says that something is wrong, or a background task failed and was restarted or passed over.</summary>
    Degraded,

    /// <summary>On the way down, from the first moment on: it should get no more work.</summary>
    Draining,

    /// <summary>Not up.</summary>
    Stopped,
}
