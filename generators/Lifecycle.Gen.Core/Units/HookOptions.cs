namespace Lifecycle.Core.Units;

/// <summary>The options of a phase attribute that the engine acts on, with the names and the defaults of the attributes.</summary>
public sealed record HookOptions
{
    /// <summary>Nothing set.</summary>
    public static readonly HookOptions None = new();

    public double TimeoutSeconds { get; init; }

    public int Retries { get; init; }

    public double RetryDelaySeconds { get; init; }

    public bool ExponentialBackoff { get; init; }

    public bool Jitter { get; init; }

    public FailurePolicy OnFailure { get; init; }

    public CompletionPolicy OnCompletion { get; init; }

    public bool EndsInDrain { get; init; }

    public int MaxRestarts { get; init; } = HookDefaults.MaxRestarts;

    public double RestartWindowSeconds { get; init; } = HookDefaults.RestartWindowSeconds;

    public double RestartDelaySeconds { get; init; }

    public double CacheSeconds { get; init; } = HookDefaults.CacheSeconds;
}
