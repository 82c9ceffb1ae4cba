using System.ComponentModel;
using Lifecycle.Runtime.Contract;

namespace Lifecycle.Runtime;

/// <summary>The attribute of one hook, as data.</summary>
/// <param name="hook">Its number, see <see cref="Hook"/>.</param>
/// <param name="name">The name of the method.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HookDefinition(int hook, string name)
{
    /// <summary>The number of the hook, see <see cref="Runtime.Hook"/>.</summary>
    public int Hook { get; } = hook;

    /// <summary>The name of the method.</summary>
    public string Name { get; } = name;

    /// <summary>The metadata name of a custom phase's attribute; <see langword="null"/> for built-in phases.</summary>
    public string? Phase { get; init; }

    /// <summary>See <see cref="PhaseAttribute.TimeoutSeconds"/>.</summary>
    public double TimeoutSeconds { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.Retries"/>.</summary>
    public int Retries { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.RetryDelaySeconds"/>.</summary>
    public double RetryDelaySeconds { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.Backoff"/> and <see cref="BackgroundAttribute.Backoff"/>.</summary>
    public Backoff Backoff { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.Jitter"/> and <see cref="BackgroundAttribute.Jitter"/>.</summary>
    public bool Jitter { get; init; }

    /// <summary>See <see cref="BackgroundAttribute.OnFailure"/>.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>See <see cref="BackgroundAttribute.OnCompletion"/>.</summary>
    public CompletionPolicy OnCompletion { get; init; }

    /// <summary>See <see cref="BackgroundAttribute.EndsInDrain"/>.</summary>
    public bool EndsInDrain { get; init; }

    /// <summary>See <see cref="BackgroundAttribute.MaxRestarts"/>.</summary>
    public int MaxRestarts { get; init; } = HookDefaults.MaxRestarts;

    /// <summary>See <see cref="BackgroundAttribute.RestartWindowSeconds"/>.</summary>
    public double RestartWindowSeconds { get; init; } = HookDefaults.RestartWindowSeconds;

    /// <summary>See <see cref="BackgroundAttribute.RestartDelaySeconds"/>.</summary>
    public double RestartDelaySeconds { get; init; }

    /// <summary>See <see cref="HealthCheckAttribute.CacheSeconds"/>.</summary>
    public double CacheSeconds { get; init; } = HookDefaults.CacheSeconds;
}
