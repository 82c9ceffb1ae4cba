namespace Lifecycle;

/// <summary>The health of a worker or unit.</summary>
public enum HealthStatus
{
    /// <summary>On the way up; not ready for work.</summary>
    Starting,

    /// <summary>Up: the <see cref="OnReadyAttribute"/> hooks of every unit have run, and no failure is known.</summary>
    Ready,

    /// <summary>
    /// Up, but a <see cref="HealthCheckAttribute"/> hook reported a failure, or a background task failed and was restarted or ignored, or a single start
    /// or stop of the unit failed. A worker is degraded if one of its units is.
    /// </summary>
    Degraded,

    /// <summary>On the way down, from the request on: it should receive no further work.</summary>
    Draining,

    /// <summary>Not up.</summary>
    Stopped,
}
