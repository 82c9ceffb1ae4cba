namespace Lifecycle;

/// <summary>Receives the events of a worker; set in <see cref="WorkerOptions.Observer"/>.</summary>
/// <remarks>
/// Events are delivered one at a time, in the order in which they happened, on a thread that works for the worker and is delayed by the call: an observer
/// should return soon and must not wait for the worker. Exceptions of an observer are caught; the first is logged, the others are dropped.
/// </remarks>
public interface IWorkerObserver
{
    /// <summary>Called for each event.</summary>
    /// <param name="happening">The event.</param>
    void OnEvent(in WorkerEvent happening);
}
