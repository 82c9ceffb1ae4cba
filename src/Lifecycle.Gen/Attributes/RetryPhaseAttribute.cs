using System.ComponentModel;

namespace Lifecycle;

/// <summary>Base of the phase attributes whose hooks can be called again after a failure.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RetryPhaseAttribute : PhaseAttribute
{
    /// <summary>The number of further attempts after a failed one; the failure of the last is the failure of the hook. Default: 0.</summary>
    public int Retries { get; set; }

    /// <summary>The delay before the second attempt, in seconds; later ones grow as <see cref="Backoff"/> says. Default: 0.</summary>
    public double RetryDelaySeconds { get; set; }

    /// <summary>How the delay grows from one attempt to the next. Default: <see cref="Lifecycle.Backoff.Linear"/>.</summary>
    public Backoff Backoff { get; set; }

    /// <summary>Whether each delay is shortened at random by up to half, so that hooks that failed together do not retry together. Default: no.</summary>
    public bool Jitter { get; set; }
}
