using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>The worker as one of its units sees it. A parameter of hooks and of the constructors of units.</summary>
public interface IWorkerContext
{
    /// <summary>The full name of the worker's class.</summary>
    string WorkerName { get; }

    /// <summary>The id of the unit that received this context.</summary>
    string UnitId { get; }

    /// <summary>Cancelled when a stop of the worker begins; another token in each cycle.</summary>
    CancellationToken Stopping { get; }

    /// <summary>
    /// Whether units go down in order to come up again: in a reload of the worker, or in a restart of a unit with its dependents. A hook on the way down
    /// may then keep a resource that the way up would acquire again, such as a listening port. A stop or failure may still prevent the way up, so such a
    /// resource must be released in <see cref="OnExitAttribute"/> or in the disposal at the latest.
    /// </summary>
    bool IsReloading { get; }

    /// <summary>The current health of the worker and its units; calls no hook. For units that report it, such as a web server.</summary>
    WorkerHealth Health { get; }

    /// <summary>The clock of the worker, <see cref="WorkerOptions.TimeProvider"/>.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>The logger factory of the worker, <see cref="WorkerOptions.LoggerFactory"/>.</summary>
    ILoggerFactory LoggerFactory { get; }

    /// <summary>
    /// Adds a task to the unit of this context, like one more <see cref="BackgroundAttribute"/> hook: it begins at once on a pool thread, is supervised, and
    /// is cancelled and awaited with the unit's background hooks. It ends with them: a unit that starts again must add it again.
    /// </summary>
    /// <param name="name">The name of the task in errors and logs.</param>
    /// <param name="task">The work; its token is cancelled when the unit goes down.</param>
    /// <param name="options">
    /// Its time limit and its policies; <see langword="null"/> for the defaults. <see cref="PhaseAttribute.Order"/> is ignored.
    /// </param>
    /// <exception cref="UnitStateException">The unit is neither starting nor up. The task is not run.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="task"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A time in <paramref name="options"/> is negative or not a number, or its window or <see cref="BackgroundAttribute.MaxRestarts"/> is not positive.
    /// </exception>
    void AddTask(string name, Func<CancellationToken, Task> task, BackgroundAttribute? options = null);

    /// <summary>
    /// Does the same as <see cref="LifecycleWorker.CheckHealthAsync"/>. A <see cref="HealthCheckAttribute"/> hook must not await it: it would wait for itself
    /// until its time limit.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; checks that have begun continue.</param>
    /// <returns>The health, with the new results.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<WorkerHealth> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Requests a stop of the worker, and returns at once.</summary>
    void RequestStop();

    /// <summary>
    /// Requests a stop of the worker with an exit code, and returns at once: <c>RunAsync</c> returns the code instead of 0. The first call with a code
    /// decides. The codes of failures, 1 and 3, take precedence. Without <c>RunAsync</c> the worker stops, and the code has no effect.
    /// </summary>
    /// <param name="exitCode">The code, from 0 to 255: larger ones are truncated by some systems.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exitCode"/> is not from 0 to 255. The worker is not stopped.</exception>
    void RequestStop(int exitCode);

    /// <summary>Requests a reload of the worker, and returns at once; see <see cref="LifecycleWorker.ReloadAsync"/>.</summary>
    void RequestReload();
}
