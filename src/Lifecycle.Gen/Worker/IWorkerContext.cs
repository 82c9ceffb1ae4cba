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

    /// <summary>
    /// Whether units are going down to come up again: in a reload of the worker, or when a unit is restarted with its dependents. A hook on the way down may then keep what
    /// the way up would only make again, a listening port for example. It is a prospect and no promise, as a stop or a failure may still come between: what was kept is let
    /// go in <see cref="OnExitAttribute"/> or in the disposal at the latest.
    /// </summary>
    bool IsReloading { get; }

    /// <summary>Whether the worker and its units do their work, as far as it is known: no check is asked. A unit that answers for the worker, a web server for example, tells it to others.</summary>
    WorkerHealth Health { get; }

    /// <summary>The clock of the worker, <see cref="WorkerOptions.TimeProvider"/>.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Makes loggers, <see cref="WorkerOptions.LoggerFactory"/>.</summary>
    ILoggerFactory LoggerFactory { get; }

    /// <summary>
    /// Adds a task to the unit of this context, as if it were one more <see cref="BackgroundAttribute"/> hook: it begins at once on a pool thread, is
    /// supervised, and is cancelled and awaited with the unit's background hooks. It ends with them: a unit that starts again adds it again.
    /// </summary>
    /// <param name="name">How errors and logs call it.</param>
    /// <param name="task">What it does; the token is cancelled when the unit goes down.</param>
    /// <param name="options">What its time limit is, and what its failure and its end mean; the defaults where <see langword="null"/>. <see cref="PhaseAttribute.Order"/> means nothing here.</param>
    /// <exception cref="UnitStateException">The unit is neither starting nor up. The task does not run.</exception>
    /// <exception cref="ArgumentException">The name is empty, or an option is out of its range.</exception>
    void AddTask(string name, Func<CancellationToken, Task> task, BackgroundAttribute? options = null);

    /// <summary>
    /// Asks the <see cref="HealthCheckAttribute"/> hooks of the units that are up, unless their last answer still holds, and gives what is known then.
    /// Such a hook must not wait for it: it would wait for itself, until its time is over.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the checks go on.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    Task<WorkerHealth> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the worker to stop, and returns at once.</summary>
    void RequestStop();

    /// <summary>Asks the worker to go down and up again on the same instances, and returns at once.</summary>
    void RequestReload();
}
