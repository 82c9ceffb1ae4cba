using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Runtime;
using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>A composition of units that is started, run and stopped as one. Generated workers derive from it.</summary>
/// <remarks>All members may be called from any thread at any time; operations take their turn.</remarks>
public abstract partial class LifecycleWorker : IAsyncDisposable
{
    private static readonly WorkerOptions s_defaults = new();

    private readonly WorkerEngine _engine;

    /// <summary>Used by generated code.</summary>
    /// <param name="plan">The static plan of the worker's class.</param>
    /// <param name="options">Settings; the defaults where <see langword="null"/>.</param>
    protected LifecycleWorker(WorkerPlan plan, WorkerOptions? options)
    {
        Plan = plan;
        Options = options ?? s_defaults;
        _engine = new WorkerEngine(this, plan, Options);
    }

    /// <summary>What the worker is made of and in which order it starts.</summary>
    public WorkerPlan Plan { get; }

    /// <summary>Where the worker is in its life.</summary>
    public UnitState State => _engine.State;

    /// <summary>The state of each unit at this moment, in the order of the plan.</summary>
    public IReadOnlyList<UnitDescriptor> Units => _engine.Describe();

    /// <summary>
    /// How long the units took to come up in the last start; <see langword="null"/> before it has come up, and where
    /// neither <see cref="WorkerOptions.RecordStartup"/> is set nor anybody observes the worker.
    /// </summary>
    public StartupReport? StartupReport => _engine.Observed?.StartupReport;

    /// <summary>
    /// Whether the worker and each unit do their work, by what is known at this moment: their states, and the last answers of <see cref="HealthCheckAttribute"/>
    /// hooks. Readiness follows the phases: not ready, ready after <see cref="OnReadyAttribute"/>, not ready from the moment in which a stop or reload begins.
    /// </summary>
    public WorkerHealth Health => _engine.Health;

    /// <summary>Asks the <see cref="HealthCheckAttribute"/> hooks of the units that are up, unless their last answer still holds, and then gives <see cref="Health"/>.</summary>
    /// <param name="cancellationToken">Ends the wait; the checks go on.</param>
    public Task<WorkerHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => _engine.CheckHealthAsync(cancellationToken);

    /// <summary>The settings that the worker was made with.</summary>
    protected WorkerOptions Options { get; }

    internal WorkerEngine Engine => _engine;

    /// <summary>
    /// Brings all units up, each as soon as what it depends on is up. Concurrent callers share one start; a worker that is up returns at once;
    /// one that is stopping is waited for and then started. When something fails, what came up is shut down again before the exception leaves.
    /// </summary>
    /// <param name="cancellationToken">Cancels the start, which is rolled back; a caller who shares the start of another only leaves it.</param>
    /// <exception cref="LifecycleException">The first thing that failed; the rest is in its <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or the worker was told to stop meanwhile.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _engine.StartAsync(cancellationToken);

    /// <summary>
    /// Takes all units down, each as soon as what depends on it is down. Every hook gets its turn whatever fails. A start or reload under way
    /// is turned round; a second caller waits for the first; a worker that is not up returns at once.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for a stop that another caller began; the stop itself goes on, and has its limit in <see cref="WorkerOptions.ShutdownTimeoutSeconds"/>.</param>
    /// <exception cref="LifecycleException">The first thing that failed; the rest is in its <see cref="LifecycleException.Others"/>.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default) => _engine.StopAsync(cancellationToken);

    /// <summary>
    /// Takes all units down and up again on the same instances. During a start or another reload it waits for that one first, together with all others
    /// who ask meanwhile. A reload that fails ends the worker.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for a reload that is not begun by this call.</param>
    /// <exception cref="UnitStateException">The worker is not up.</exception>
    /// <exception cref="LifecycleException">The reload failed.</exception>
    /// <exception cref="OperationCanceledException">The worker was told to stop meanwhile.</exception>
    public Task ReloadAsync(CancellationToken cancellationToken = default) => _engine.ReloadAsync(cancellationToken);

    /// <summary>
    /// Brings one unit up, and first what it needs; what is up already is skipped. It waits for its turn among all other operations, and works whether the
    /// worker is up or not. When something fails, what this call brought up is shut down again, the rest stays as it is, and a later call tries again.
    /// </summary>
    /// <remarks>
    /// From <see cref="UnitAttribute.AutoStart"/> on the idea of services that are started one by one comes from facet and pyfly.plugins. A hook cannot wait for
    /// its own operation and gets a <see cref="UnitStateException"/>; <see cref="BackgroundAttribute"/> and <see cref="RunAttribute"/> hooks may
    /// wait, and should give their own token.
    /// </remarks>
    /// <typeparam name="TUnit">The class of the unit, or a type that exactly one unit is.</typeparam>
    /// <param name="cancellationToken">Cancels the start, which is rolled back, or ends the wait for its turn.</param>
    /// <exception cref="UnitStateException">No unit of the worker, or more than one, is a <typeparamref name="TUnit"/>; or a hook asks for it.</exception>
    /// <exception cref="LifecycleException">The first thing that failed; the rest is in its <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or the worker was told to stop meanwhile.</exception>
    public Task StartUnitAsync<TUnit>(CancellationToken cancellationToken = default)
        where TUnit : class => _engine.StartUnitAsync(typeof(TUnit), cancellationToken);

    /// <summary>
    /// Takes one unit down, and first what depends on it. It waits for its turn among all other operations. The worker stays up, and the units stay down
    /// over a reload, until they are started again. Before the units exist there is nothing to stop.
    /// </summary>
    /// <typeparam name="TUnit">The class of the unit, or a type that exactly one unit is.</typeparam>
    /// <param name="cancellationToken">Ends the wait for its turn; a stop that has begun goes on.</param>
    /// <exception cref="UnitStateException">No unit of the worker, or more than one, is a <typeparamref name="TUnit"/>; or a hook asks for it.</exception>
    /// <exception cref="LifecycleException">The first thing that failed; the rest is in its <see cref="LifecycleException.Others"/>.</exception>
    public Task StopUnitAsync<TUnit>(CancellationToken cancellationToken = default)
        where TUnit : class => _engine.StopUnitAsync(typeof(TUnit), cancellationToken);

    /// <summary>
    /// Adds a unit that was made at run time: an instance of a class marked <see cref="UnitAttribute"/>. If the worker is up, the unit is started, and
    /// first what it needs among the units of the worker; otherwise it starts with the worker. From then on it takes part in everything as the others do,
    /// and the worker owns it: it is disposed when it is detached, or together with the worker's own units, when these end.
    /// </summary>
    /// <remarks>
    /// What it needs is decided by type, from its constructor, its lists and <see cref="DependsOnAttribute{TUnit}"/>;
    /// <see cref="StartsBeforeAttribute{TUnit}"/> has no effect on the units that are there already. <see cref="Plan"/> stays what was compiled;
    /// <see cref="Units"/> shows the attached ones last. The idea of plugins that come and go comes from pyfly.plugins.
    /// </remarks>
    /// <param name="unit">The unit. It must not be part of another worker, too.</param>
    /// <param name="cancellationToken">Cancels the start, or ends the wait for its turn.</param>
    /// <exception cref="UnitStateException">It is attached already, here or elsewhere; the worker is stopping; or a hook asks for it.</exception>
    /// <exception cref="LifecycleException">Its start failed: it is not attached, was not disposed, and is the caller's again.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or the worker was told to stop meanwhile: not attached either.</exception>
    public Task AttachAsync(IUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return _engine.AttachAsync(unit, cancellationToken);
    }

    /// <summary>
    /// Takes an attached unit out of the worker: stops it if it is up, runs its <see cref="OnExitAttribute"/> hooks and disposes it. Attached units that
    /// depend on it go first, in the same way, so that none is left behind with a unit that is gone.
    /// </summary>
    /// <param name="unit">A unit given to <see cref="AttachAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait for its turn.</param>
    /// <exception cref="UnitStateException">It is not attached to this worker; or a hook asks for it.</exception>
    /// <exception cref="LifecycleException">Something failed on the way; it is detached all the same.</exception>
    public Task DetachAsync(IUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return _engine.DetachAsync(unit, cancellationToken);
    }

    /// <summary>Completes when the worker has stopped, and throws what made it stop or what failed while it did.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _engine.WaitAsync(cancellationToken);

    /// <summary>Asks the worker to stop, and returns at once.</summary>
    public void RequestStop() => _engine.RequestStop();

    /// <summary>Asks the worker to go down and up again on the same instances, and returns at once.</summary>
    public void RequestReload() => _engine.RequestReload();

    /// <summary>
    /// Stops the worker if it is up, runs the <see cref="OnExitAttribute"/> hooks and disposes the units. It throws nothing, so that an exception that
    /// leaves an <c>await using</c> block stays visible: <see cref="WaitAsync"/> gives what failed, and without a logger it writes what failed here,
    /// in the stop that it makes or in the end of the units, to standard error.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await ProcessRun.DisposeAsync(this, ProcessSignals.Instance).ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Generated: makes the units in the order of the plan, each put into its place as soon as it exists.</summary>
    /// <param name="units">One place per unit of the plan.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Construct(IUnit[] units);

    /// <summary>Used by generated code: the unit in one place of the plan.</summary>
    /// <exception cref="InvalidOperationException">The units do not exist, because the worker was not started yet or its last start failed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TUnit GetUnit<TUnit>(int slot)
        where TUnit : class => _engine.GetUnit<TUnit>(slot);

    /// <summary>Used by generated code: the worker as the unit in one place of the plan sees it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal IWorkerContext GetContext(int slot) => _engine.GetContext(slot);

    /// <summary>Used by generated code: a logger of the worker's factory.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ILogger<T> CreateLogger<T>() => new Logger<T>(Options.LoggerFactory);

    /// <summary>Used by generated code: runs a worker from start to exit, with signals, and gives the exit code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static Task<int> RunAsync(LifecycleWorker worker, CancellationToken cancellationToken) => ProcessRun.RunAsync(worker, ProcessSignals.Instance, cancellationToken);

    internal void ConstructUnits(IUnit[] units) => Construct(units);
}
