using System.ComponentModel;
using Lifecycle.Runtime;
using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>A composition of units that is started, run and stopped as one. Generated workers derive from it.</summary>
public abstract class LifecycleWorker
{
    /// <summary>Used by generated code.</summary>
    /// <param name="plan">The static plan of the worker's class.</param>
    /// <param name="options">Settings; the defaults where <see langword="null"/>.</param>
    protected LifecycleWorker(WorkerPlan plan, WorkerOptions? options)
    {
        Plan = plan;
        Options = options ?? new WorkerOptions();
    }

    /// <summary>What the worker is made of and in which order it starts.</summary>
    public WorkerPlan Plan { get; }

    /// <summary>The settings that the worker was made with.</summary>
    protected WorkerOptions Options { get; }

    /// <summary>Generated: makes the units in the order of the plan, each put into its place as soon as it exists.</summary>
    /// <param name="units">One place per unit of the plan.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Construct(IUnit[] units);

    /// <summary>Used by generated code: the unit in one place of the plan.</summary>
    /// <exception cref="InvalidOperationException">The units do not exist, because the worker was not started yet or its last start failed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TUnit GetUnit<TUnit>(int slot)
        where TUnit : class => throw new InvalidOperationException($"Unit {slot} of {Plan.Worker} does not exist.");

    /// <summary>Used by generated code: the worker as the unit in one place of the plan sees it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal IWorkerContext GetContext(int slot) => throw new InvalidOperationException($"Unit {slot} of {Plan.Worker} has no context.");

    /// <summary>Used by generated code: a logger of the worker's factory.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ILogger<T> CreateLogger<T>() => new Logger<T>(Options.LoggerFactory);

    /// <summary>Used by generated code: runs a worker from start to exit, with signals, and gives the exit code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static Task<int> RunAsync(LifecycleWorker worker, CancellationToken cancellationToken) => throw new InvalidOperationException(worker.Plan.Worker);
}
