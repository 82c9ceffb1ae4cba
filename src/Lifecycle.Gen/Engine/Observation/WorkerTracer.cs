namespace Lifecycle.Engine.Observation;

/// <summary>
/// Makes spans and metrics. Abstract, and made by <see cref="WorkerOptions.Telemetry"/> alone, so that programs without telemetry contain nothing of it.
/// </summary>
internal abstract class WorkerTracer : IWorkerObserver
{
    /// <summary>A span for an operation, below whatever the current thread is in.</summary>
    public abstract object? BeginOperation(string operation);

    /// <summary>A span for a hook, below that of its operation; current until <see cref="Leave"/>.</summary>
    public abstract object? BeginHook(string unit, string phase, string? hook, object? operation);

    /// <summary>The call of the hook has returned, whether or not the hook has ended.</summary>
    public abstract void Leave(object span);

    public abstract void OnEvent(in WorkerEvent happening);
}
