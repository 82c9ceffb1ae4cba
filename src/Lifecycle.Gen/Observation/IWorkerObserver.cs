namespace Lifecycle;

/// <summary>Is told everything that happens to a worker; given in <see cref="WorkerOptions.Observer"/>.</summary>
/// <remarks>
/// It is called for one event at a time, in the order in which they happened, on whatever thread works for the worker, and holds up nothing but that thread:
/// it should return soon, and must not wait for the worker. What it throws harms nothing; the first such exception is logged, the others are dropped.
/// </remarks>
public interface IWorkerObserver
{
    /// <summary>Something has happened.</summary>
    /// <param name="happening">What.</param>
    void OnEvent(in WorkerEvent happening);
}
