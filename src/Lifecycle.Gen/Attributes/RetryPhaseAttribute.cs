namespace Lifecycle;

/// <summary>Base of the phase attributes whose hooks can be tried again before they count as failed.</summary>
public abstract class RetryPhaseAttribute : PhaseAttribute
{
    /// <summary>How many times a failed hook is tried again; 0, the default, never.</summary>
    public int Retries { get; set; }

    /// <summary>The pause before the first further attempt, in seconds.</summary>
    public double RetryDelaySeconds { get; set; }

    /// <summary>How the pause grows from one attempt to the next.</summary>
    public Backoff Backoff { get; set; }

    /// <summary>Whether each pause is cut by a random part, up to its half, so that many that failed together do not come back together.</summary>
    public bool Jitter { get; set; }
}
