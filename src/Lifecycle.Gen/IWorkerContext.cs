using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>What a hook, or a unit that takes it as a constructor parameter, can learn from its worker and ask of it.</summary>
public interface IWorkerContext
{
    /// <summary>The name of the worker's class.</summary>
    string WorkerName { get; }

    /// <summary>The id of the unit that this context was given to.</summary>
    string UnitId { get; }

    /// <summary>Cancelled when the worker begins to stop; a new token in every cycle.</summary>
    CancellationToken Stopping { get; }

    /// <summary>The clock of the worker, <see cref="WorkerOptions.TimeProvider"/>.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Makes loggers, <see cref="WorkerOptions.LoggerFactory"/>.</summary>
    ILoggerFactory LoggerFactory { get; }

    /// <summary>Asks the worker to stop, and returns at once.</summary>
    void RequestStop();

    /// <summary>Asks the worker to go down and up again on the same instances, and returns at once.</summary>
    void RequestReload();
}
