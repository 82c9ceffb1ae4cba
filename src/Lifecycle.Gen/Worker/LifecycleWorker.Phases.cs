using System.ComponentModel;

namespace Lifecycle;

/// <content>What generated code calls for custom phases that run on request; no other worker ever comes here.</content>
public abstract partial class LifecycleWorker
{
    /// <summary>
    /// Used by generated code: runs a custom phase, with those nested in it, in all units that are up. It waits for its turn among all other operations.
    /// Every unit gets its turn whatever fails, and the worker stays up.
    /// </summary>
    /// <param name="phase">The name in metadata of its attribute.</param>
    /// <param name="cancellationToken">Cancels the tokens of its hooks and lets no further one begin, or ends the wait for its turn.</param>
    /// <exception cref="UnitStateException">The worker is not up, or a hook asks for it.</exception>
    /// <exception cref="LifecycleException">The first thing that failed; the rest is in its <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the worker was told to stop meanwhile.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task RunPhaseAsync(string phase, CancellationToken cancellationToken) => _engine.RunPhaseAsync(phase, cancellationToken);
}
