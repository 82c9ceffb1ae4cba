using System.ComponentModel;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Runtime;

/// <summary>
/// What a worker needs of a host that runs other things beside it, such as the Generic Host. The package <c>Lifecycle.Gen.Hosting</c> derives from it.
/// </summary>
/// <remarks>
/// A worker in a host does not go down by itself: a stop, whatever its reason, begins with <see cref="BeginStop"/>, so that the host can first stop what uses
/// the units. Until then the units are up, and <see cref="LifecycleWorker.Health"/> is <see cref="HealthStatus.Draining"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WorkerHost
{
    /// <summary>
    /// The time for a stop of the worker or of single units, in seconds; 0 for no limit. Read when the units begin to go down, while the worker holds its lock:
    /// it must not call the worker.
    /// </summary>
    protected internal abstract double ShutdownSeconds { get; }

    /// <summary>The host of a worker; <see langword="null"/> if it has none.</summary>
    /// <param name="worker">The worker.</param>
    public static WorkerHost? Of(LifecycleWorker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.Engine.Options.Host;
    }

    /// <summary>
    /// Starts the unit with an id, as <see cref="LifecycleWorker.StartUnitAsync{TUnit}(CancellationToken)"/> does: for tools, which do not know its type.
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="id">An id of <see cref="LifecycleWorker.Units"/>.</param>
    /// <param name="cancellationToken">Cancels the start, which is rolled back, or ends the wait for other operations.</param>
    /// <exception cref="LifecycleException">A constructor or hook failed; a <see cref="UnitStateException"/>: no unit of the worker has the id, the unit is
    /// disabled, or a hook is the caller.</exception>
    public static Task StartUnitAsync(LifecycleWorker worker, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.Engine.UnitCommands.MoveAsync(new UnitReference(id), OperationKind.StartUnits, cancellationToken);
    }

    /// <summary>Stops the unit with an id, as <see cref="LifecycleWorker.StopUnitAsync{TUnit}(CancellationToken)"/> does.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="id">An id of <see cref="LifecycleWorker.Units"/>.</param>
    /// <param name="cancellationToken">Ends the wait for other operations; a stop that has begun continues.</param>
    /// <exception cref="LifecycleException">A hook failed; a <see cref="UnitStateException"/>: no unit of the worker has the id, or a hook is the
    /// caller.</exception>
    public static Task StopUnitAsync(LifecycleWorker worker, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.Engine.UnitCommands.MoveAsync(new UnitReference(id), OperationKind.StopUnits, cancellationToken);
    }

    /// <summary>Runs a custom phase of a worker on request, by the metadata name of its attribute: for tools, which do not know the worker's type.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="phase">An id of <see cref="WorkerPlan.Phases"/>.</param>
    /// <param name="cancellationToken">Cancels the tokens of the hooks, or ends the wait for other operations.</param>
    /// <exception cref="ArgumentException">The worker has no such phase on request.</exception>
    /// <exception cref="LifecycleException">A hook failed; a <see cref="UnitStateException"/>: the worker is not up.</exception>
    public static Task RunPhaseAsync(LifecycleWorker worker, string phase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        foreach (var known in worker.CompiledPlan.Phases)
        {
            if (known.Id == phase && known.Anchor is null)
                return worker.Engine.UnitCommands.RunPhaseAsync(phase, cancellationToken);
        }

        throw new ArgumentException($"{worker.CompiledPlan.Worker} has no phase {phase} that runs on request.", nameof(phase));
    }

    /// <summary>A stop of the worker has begun: by a failure, by the end of its run hooks, or at the request of a unit or of the host.</summary>
    /// <param name="goOn">Takes the units down; to be called once, at any time and from any thread.</param>
    protected internal abstract void BeginStop(Action goOn);

    /// <summary>The worker is about to dispose a unit.</summary>
    /// <param name="unit">The unit.</param>
    protected internal abstract void BeginDisposal(object unit);

    /// <summary>The options of a worker in this host.</summary>
    /// <param name="options">Those of the program.</param>
    /// <param name="loggerFactory">Used where <paramref name="options"/> has none.</param>
    /// <param name="timeProvider">Used where <paramref name="options"/> has the default.</param>
    /// <returns>Options without a drain delay, which is the host's.</returns>
    protected WorkerOptions OptionsFor(WorkerOptions options, ILoggerFactory loggerFactory, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.InHost(this, loggerFactory, timeProvider);
    }

    /// <summary>Constructs the units of a worker that was never started, so that they can be given out before the start.</summary>
    /// <param name="worker">The worker.</param>
    /// <exception cref="LifecycleException">The constructor or condition of a unit failed; nothing is left of the others.</exception>
    protected static void Construct(LifecycleWorker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        worker.Engine.UnitCommands.ConstructAsync().GetAwaiter().GetResult();
    }

    /// <summary>The unit at an index of the plan; <see langword="null"/> if it is disabled.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="slot">The index.</param>
    /// <exception cref="InvalidOperationException">The units do not exist; the message names the unit and the worker.</exception>
    protected static object? UnitAt(LifecycleWorker worker, int slot)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.Engine.IsEnabled(slot) ? worker.Engine.GetUnit<object>(slot) : null;
    }

    /// <summary>The failure for which a worker stops, or has stopped; <see langword="null"/> if it does not stop for a failure.</summary>
    /// <param name="worker">The worker.</param>
    protected static LifecycleException? CauseOf(LifecycleWorker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.Engine.Cause;
    }

    /// <summary>How the last cycle of a worker ended.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="exitCode">What <c>RunAsync</c> would return; 0 if a unit has not asked for another code.</param>
    /// <returns>The failure; <see langword="null"/> if there was none.</returns>
    protected static LifecycleException? OutcomeOf(LifecycleWorker worker, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(worker);
        exitCode = worker.Engine.ExitCode(otherwise: 0);
        return worker.Engine.Outcome;
    }
}
