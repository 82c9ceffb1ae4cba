using Lifecycle.Runtime.Contract;

namespace Lifecycle;

/// <summary>
/// A supervised loop that belongs to its unit: starts right after the unit's startup and is cancelled and awaited before its shutdown.
/// When it fails, the worker stops, unless <see cref="OnFailure"/> says another.
/// </summary>
/// <remarks>
/// Restarts are limited in intensity, as in the supervision trees of Erlang/OTP: the failure after <see cref="MaxRestarts"/> restarts within
/// <see cref="RestartWindowSeconds"/> stops the worker, with the earlier ones in its <see cref="LifecycleException.Others"/>.
/// Nothing is restarted once the unit is on its way down. A hook beyond its <see cref="PhaseAttribute.TimeoutSeconds"/> has failed, and is
/// restarted when it has ended; when it does not within <see cref="WorkerOptions.ShutdownGraceSeconds"/>, the worker stops.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class BackgroundAttribute : PhaseAttribute
{
    /// <summary>What happens when the hook fails; by default the worker stops.</summary>
    public FailurePolicy OnFailure { get; set; }

    /// <summary>What happens when the hook returns by itself; by default nothing.</summary>
    public CompletionPolicy OnCompletion { get; set; }

    /// <summary>How many restarts there may be within <see cref="RestartWindowSeconds"/>; 5 by default. One more stops the worker.</summary>
    public int MaxRestarts { get; set; } = HookDefaults.MaxRestarts;

    /// <summary>The time in which <see cref="MaxRestarts"/> are counted, in seconds; 60 by default.</summary>
    public double RestartWindowSeconds { get; set; } = HookDefaults.RestartWindowSeconds;

    /// <summary>The pause before a restart, in seconds; 0, the default, restarts at once. It grows with the restarts in the window, see <see cref="Backoff"/>.</summary>
    public double RestartDelaySeconds { get; set; }

    /// <summary>How the pause grows from one restart in the window to the next.</summary>
    public Backoff Backoff { get; set; }

    /// <summary>Whether each pause is cut by a random part, up to its half, so that many that failed together do not come back together.</summary>
    public bool Jitter { get; set; }
}
