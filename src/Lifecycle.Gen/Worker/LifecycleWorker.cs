using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Process;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;
using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>A composition of units that is started, run and stopped as one. Generated workers derive from this class.</summary>
/// <remarks>
/// All members are thread-safe. Operations (start, stop, reload, start or stop of single units, custom phase on request) run one at a time;
/// a request during another operation shares it, waits for its end, or turns it round, as each method states.
/// The members that only generated code calls are hidden from completion; native programs contain those that their own workers use.
/// </remarks>
public abstract class LifecycleWorker : IAsyncDisposable
{
    private readonly WorkerEngine _engine;

    /// <summary>Called by generated code.</summary>
    /// <param name="plan">The static plan of the worker's class.</param>
    /// <param name="options">Settings; <see langword="null"/> for the defaults.</param>
    protected LifecycleWorker(WorkerPlan plan, WorkerOptions? options)
    {
        CompiledPlan = plan;
        Options = options ?? WorkerOptions.Defaults;
        _engine = new WorkerEngine(this, plan, Options);
    }

    /// <summary>The units of the worker, their dependencies and their order, as compiled. Available before the start.</summary>
    public WorkerPlan Plan => CompiledPlan.IsDescribed ? CompiledPlan : CompiledPlan.DescribedAs(DescribePlan());

    /// <summary>The current state of the worker.</summary>
    public UnitState State => _engine.State;

    /// <summary>The current state of each unit, in the order of the plan; attached units come last. Each read returns a new list.</summary>
    public IReadOnlyList<UnitDescriptor> Units => _engine.Describe();

    /// <summary>
    /// The durations of the last successful start; <see langword="null"/> before the first one, and in a worker that does not record them
    /// (see <see cref="WorkerOptions.RecordStartup"/>).
    /// </summary>
    public StartupReport? StartupReport => _engine.Observed?.StartupReport;

    /// <summary>
    /// The current health of the worker and of each unit, computed from their states and from the last results of <see cref="HealthCheckAttribute"/>
    /// hooks; calls no hook. The worker is ready from the end of the <see cref="OnReadyAttribute"/> phase until a stop or reload begins.
    /// </summary>
    public WorkerHealth Health => _engine.Health.Current;

    /// <summary>
    /// Calls the <see cref="HealthCheckAttribute"/> hooks of the units that are up, except where <see cref="HealthCheckAttribute.CacheSeconds"/> have not
    /// passed since the last result, and then returns <see cref="Health"/>. Concurrent callers share the calls of the hooks.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; checks that have begun continue.</param>
    /// <returns>The health, with the new results.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<WorkerHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => _engine.Health.CheckAsync(cancellationToken);

    /// <summary>The settings given to the constructor, or the defaults.</summary>
    protected WorkerOptions Options { get; }

    internal WorkerEngine Engine => _engine;

    internal WorkerPlan CompiledPlan { get; } // As far as the engine needs it: native programs that ask for no more do without DescribePlan.

    /// <summary>
    /// Starts all units, each as soon as its dependencies are up. Concurrent callers share one start; with a worker that is up it returns at once;
    /// with one that is stopping it waits for the end of the stop and then starts. When a hook fails, the units that came up are stopped before the
    /// exception is thrown, and the worker can be started again.
    /// </summary>
    /// <remarks>
    /// Hooks run on the calling thread until one of them waits, or on a thread of the worker's own where the calling thread has a
    /// <see cref="SynchronizationContext"/>. A hook that blocks the calling thread and is abandoned at the end of its time is interrupted
    /// (<see cref="Thread.Interrupt"/>), so that the call returns. This holds for all methods that start or stop units.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the start, which is rolled back. For a caller that shares the start of another it only ends the wait.</param>
    /// <returns>A task that completes when all units are up.</returns>
    /// <exception cref="LifecycleException">A constructor or hook failed, or the start exceeded <see cref="WorkerOptions.StartupTimeoutSeconds"/>.
    /// The first failure is thrown; the others are in <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="UnitStateException">A hook that is part of an operation is the caller.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or a stop was requested before it ended.</exception>
    /// <exception cref="ObjectDisposedException">The worker is disposed.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _engine.Commands.StartAsync(cancellationToken);

    /// <summary>
    /// Stops all units, each as soon as its dependents are down. Every hook of the way down runs, whatever fails elsewhere. A start or reload in
    /// progress is cancelled and turned into a stop; concurrent callers share one stop; if no unit is up it returns at once. Called by a
    /// <see cref="BackgroundAttribute"/> or <see cref="RunAttribute"/> hook, for which the stop waits, it requests the stop and returns at once.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for an operation that another caller began. It does not cancel the stop, whose duration is limited by
    /// <see cref="WorkerOptions.ShutdownTimeoutSeconds"/>.</param>
    /// <returns>A task that completes when all units are down.</returns>
    /// <exception cref="UnitStateException">A hook that is part of an operation is the caller.</exception>
    /// <exception cref="LifecycleException">A hook failed or was late. The first is thrown; others are in <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended by <paramref name="cancellationToken"/>.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default) => _engine.Commands.StopAsync(cancellationToken);

    /// <summary>
    /// Stops all units and starts them again, on the same instances. Requests during a start or another reload are merged into one reload, which
    /// begins when that operation has ended. A reload that fails stops the worker.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for a reload that another operation delays or another caller began.</param>
    /// <returns>A task that completes when all units are up again.</returns>
    /// <exception cref="UnitStateException">The worker is neither up nor on its way up; or a hook is the caller.</exception>
    /// <exception cref="LifecycleException">A hook failed. The first failure is thrown; the others are in <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">A stop was requested before the reload ended, or the wait was ended.</exception>
    /// <exception cref="ObjectDisposedException">The worker is disposed.</exception>
    public Task ReloadAsync(CancellationToken cancellationToken = default) => _engine.Commands.ReloadAsync(cancellationToken);

    /// <summary>
    /// Starts one unit, after the units that it needs; units that are already up are skipped. Waits for other operations to end, and works whether the worker
    /// is up or not. When a hook fails, the units that this call brought up are stopped, the others stay as they are, and a later call can try again.
    /// </summary>
    /// <remarks>
    /// A hook cannot wait for the operation that it is part of and gets a <see cref="UnitStateException"/>. <see cref="BackgroundAttribute"/> and
    /// <see cref="RunAttribute"/> hooks may wait, and should pass their own token.
    /// </remarks>
    /// <typeparam name="TUnit">The class of the unit, or a type that exactly one unit is.</typeparam>
    /// <param name="cancellationToken">Cancels the start, which is rolled back, or ends the wait for other operations.</param>
    /// <returns>A task that completes when the unit is up.</returns>
    /// <exception cref="UnitStateException">No unit of the worker, or more than one, is a <typeparamref name="TUnit"/>; the unit is disabled;
    /// or a hook is the caller.</exception>
    /// <exception cref="LifecycleException">A constructor or hook failed. The first is thrown; others in <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or a stop of the worker was requested before it ended.</exception>
    /// <exception cref="ObjectDisposedException">The worker is disposed.</exception>
    public Task StartUnitAsync<TUnit>(CancellationToken cancellationToken = default)
        where TUnit : class => _engine.UnitCommands.StartAsync(typeof(TUnit), cancellationToken);

    /// <summary>Starts one of several instances of a unit, as <see cref="StartUnitAsync{TUnit}(CancellationToken)"/> does.</summary>
    /// <param name="instance">The name in its <see cref="InstanceAttribute{T}"/>, or under which it was attached.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <inheritdoc cref="StartUnitAsync{TUnit}(CancellationToken)"/>
    public Task StartUnitAsync<TUnit>(string instance, CancellationToken cancellationToken = default)
        where TUnit : class => _engine.UnitCommands.StartAsync(typeof(TUnit), instance, cancellationToken);

    /// <summary>
    /// Stops one unit, after the units that need it. Waits for other operations to end. The worker stays up, and the stopped units stay down
    /// across reloads until they are started again. Before the units are constructed it returns at once.
    /// </summary>
    /// <typeparam name="TUnit">The class of the unit, or a type that exactly one unit is.</typeparam>
    /// <param name="cancellationToken">Ends the wait for other operations; a stop that has begun continues.</param>
    /// <returns>A task that completes when the unit is down.</returns>
    /// <exception cref="UnitStateException">No unit of the worker, or more than one, is a <typeparamref name="TUnit"/>; or a hook is the caller.</exception>
    /// <exception cref="LifecycleException">A hook failed. The first failure is thrown; the others are in <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended by <paramref name="cancellationToken"/>.</exception>
    public Task StopUnitAsync<TUnit>(CancellationToken cancellationToken = default)
        where TUnit : class => _engine.UnitCommands.StopAsync(typeof(TUnit), cancellationToken);

    /// <summary>Stops one of several instances of a unit, as <see cref="StopUnitAsync{TUnit}(CancellationToken)"/> does.</summary>
    /// <param name="instance">The name in its <see cref="InstanceAttribute{T}"/>, or under which it was attached.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <inheritdoc cref="StopUnitAsync{TUnit}(CancellationToken)"/>
    public Task StopUnitAsync<TUnit>(string instance, CancellationToken cancellationToken = default)
        where TUnit : class => _engine.UnitCommands.StopAsync(typeof(TUnit), instance, cancellationToken);

    /// <summary>
    /// Adds a unit that was constructed at run time: an instance of a class marked <see cref="UnitAttribute"/>. If the worker is up, the unit is
    /// started, after the units of the worker that it needs; otherwise it starts with the worker. From then on it takes part in every operation,
    /// and the worker owns it: it is disposed when it is detached, or together with the worker's own units.
    /// </summary>
    /// <remarks>
    /// Its dependencies are found by type: its constructor's parameters, its lists and <see cref="DependsOnAttribute{TUnit}"/>.
    /// <see cref="StartsBeforeAttribute{TUnit}"/> has no effect on units that the worker already has. <see cref="Plan"/> stays as compiled;
    /// <see cref="Units"/> lists attached units last.
    /// </remarks>
    /// <param name="unit">The unit. It must not belong to another worker.</param>
    /// <param name="cancellationToken">Cancels the start, or ends the wait for other operations.</param>
    /// <returns>A task that completes when the unit is attached and, if the worker is up, started.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="unit"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is a worker.</exception>
    /// <exception cref="UnitStateException">The unit is already attached, to this worker or another; it has a hook of a custom phase that the plan does not
    /// contain; the worker is stopping; or a hook is the caller.</exception>
    /// <exception cref="LifecycleException">Its start failed. The unit is not attached and not disposed; the caller owns it again.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or a stop was requested before it ended. The unit is not attached.</exception>
    /// <exception cref="ObjectDisposedException">The worker is disposed.</exception>
    public Task AttachAsync(IUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return _engine.UnitCommands.AttachAsync(unit, cancellationToken);
    }

    /// <summary>Adds a unit that was constructed at run time, under a name: its id is <c>Shard[eu-1]</c>, and so can be several of a class.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="name">What tells it from others of its class.</param>
    /// <param name="cancellationToken">As without a name.</param>
    /// <inheritdoc cref="AttachAsync(IUnit, CancellationToken)"/>
    /// <exception cref="UnitStateException">As without a name, or another unit has this id.</exception>
    public Task AttachAsync(IUnit unit, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _engine.UnitCommands.AttachAsync(unit, name, cancellationToken);
    }

    /// <summary>
    /// Removes an attached unit from the worker: stops it if it is up, runs its <see cref="OnExitAttribute"/> hooks and disposes it. Attached units
    /// that depend on it are removed first, in the same way, so that none is left with a dependency that is gone.
    /// </summary>
    /// <param name="unit">A unit given to <see cref="AttachAsync(IUnit, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the wait for other operations.</param>
    /// <returns>A task that completes when the unit is disposed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="unit"/> is <see langword="null"/>.</exception>
    /// <exception cref="UnitStateException">The unit is not attached to this worker; or a hook is the caller.</exception>
    /// <exception cref="LifecycleException">A hook or the disposal failed; the unit is detached nevertheless.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended by <paramref name="cancellationToken"/>.</exception>
    public Task DetachAsync(IUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return _engine.UnitCommands.DetachAsync(unit, cancellationToken);
    }

    /// <summary>
    /// The extensions of an extension point, highest priority first, then in order of declaration. The list is live: it is empty while the units do
    /// not exist, and it gains and loses the extensions of attached units. Each enumeration uses one snapshot.
    /// </summary>
    /// <typeparam name="T">The extension point, see <see cref="ExtensionPointAttribute"/>.</typeparam>
    /// <returns>The same list at each call.</returns>
    public IReadOnlyList<T> Extensions<T>()
        where T : class => _engine.Extensions.ListOf<T>();

    /// <summary>The extension of an extension point that has the highest priority; of several, the first declared.</summary>
    /// <typeparam name="T">The extension point, see <see cref="ExtensionPointAttribute"/>.</typeparam>
    /// <returns>The extension.</returns>
    /// <exception cref="UnitStateException">There is none, or the units do not exist yet.</exception>
    public T Extension<T>()
        where T : class => _engine.Extensions.ListOf<T>().First ?? throw Failures.NoExtension(CompiledPlan.Worker, typeof(T));

    /// <summary>Waits until the worker is down; with a worker that was never started, until a first cycle has ended.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the worker is down, or at once if it is.</returns>
    /// <exception cref="UnitStateException">A hook is the caller.</exception>
    /// <exception cref="LifecycleException">What stopped it, else the first failure of the stop; others in <see cref="LifecycleException.Others"/>.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended by <paramref name="cancellationToken"/>.</exception>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _engine.Commands.WaitAsync(cancellationToken);

    /// <summary>
    /// Waits until each <see cref="BackgroundAttribute"/> and <see cref="RunAttribute"/> hook that has been begun, by a start or a restart, has reached its
    /// first wait: from then on a test can move its clock. A hook that blocks its thread before that holds it up.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended by <paramref name="cancellationToken"/>.</exception>
    public Task WhenQuietAsync(CancellationToken cancellationToken = default) => _engine.WhenQuietAsync(cancellationToken);

    /// <summary>Requests a stop, as <see cref="StopAsync"/> does, and returns at once.</summary>
    public void RequestStop() => _engine.Commands.RequestStop();

    /// <summary>
    /// Requests a reload, as <see cref="ReloadAsync"/> does, and returns at once. Ignored while the worker is neither up nor on its way up.
    /// </summary>
    public void RequestReload() => _engine.Commands.RequestReload();

    /// <summary>
    /// Stops the worker if it is up, runs the <see cref="OnExitAttribute"/> hooks and disposes the units. Throws nothing, so that it cannot replace an
    /// exception that leaves an <c>await using</c> block: <see cref="WaitAsync"/> throws the failures, and without a logger those of this call are
    /// written to standard error.
    /// </summary>
    /// <returns>A task that completes when all units are disposed.</returns>
    public async ValueTask DisposeAsync()
    {
        await ProcessRun.DisposeAsync(this, ProcessSignals.Instance).ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Implemented by generated code: constructs the units in the order of the plan and stores each as soon as it exists.</summary>
    /// <param name="units">One element per unit of the plan.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Construct(IUnit[] units);

    /// <summary>Called by generated code: the unit at an index of the plan.</summary>
    /// <exception cref="InvalidOperationException">The units do not exist: not started yet, the last start failed, or disposed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TUnit GetUnit<TUnit>(int slot)
        where TUnit : class => _engine.GetUnit<TUnit>(slot);

    /// <summary>Called by generated code: the context of the unit at an index of the plan.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal IWorkerContext GetContext(int slot) => _engine.GetContext(slot);

    /// <summary>Called by generated code: a logger made by <see cref="WorkerOptions.LoggerFactory"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ILogger<T> CreateLogger<T>() => new Logger<T>(Options.LoggerFactory);

    /// <summary>Called by generated code: evaluates the condition of a unit, before any unit is constructed.</summary>
    /// <param name="slot">The index of the unit in the plan.</param>
    /// <param name="inputs">The inputs that the condition takes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Decide<TUnit, TInputs>(int slot, TInputs inputs)
        where TUnit : IConditionalUnit<TInputs>
    {
        bool isEnabled;
        try
        {
            isEnabled = TUnit.IsEnabled(inputs);
        }
        catch (Exception e)
        {
            throw new ConditionFailure(slot, e);
        }

        _engine.Decide(slot, typeof(TUnit), isEnabled);
    }

    /// <summary>Called by generated code: the result of a unit's condition.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool IsEnabled(int slot) => _engine.IsEnabled(slot);

    /// <summary>Called by generated code: the unit at an index of the plan; <see langword="null"/> if its condition returned false.</summary>
    /// <exception cref="InvalidOperationException">The units do not exist: not started yet, the last start failed, or disposed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TUnit? FindUnit<TUnit>(int slot)
        where TUnit : class => _engine.IsEnabled(slot) ? _engine.GetUnit<TUnit>(slot) : null;

    /// <summary>Called by generated code: a unit as part of a list; empty for <see langword="null"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TUnit[] Present<TUnit>(TUnit? unit)
        where TUnit : class => unit is null ? [] : [unit];

    /// <summary>Called by generated code: registers an extension as soon as it exists.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="priority">See <see cref="ExtensionAttribute.Priority"/>.</param>
    /// <param name="place">Its position in the order of declaration.</param>
    /// <returns><paramref name="extension"/>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TExtension Extend<TExtension>(TExtension extension, int priority, int place)
        where TExtension : class
    {
        _engine.Extend(extension, priority, place);
        return extension;
    }

    /// <summary>Called by generated code, in the constructor: an input that the worker disposes at the end of its life, after all units.</summary>
    /// <param name="name">The input as messages name it.</param>
    /// <param name="input">The input; nothing is done for one that cannot be disposed.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Own(string name, object? input) => _engine.Own(name, input);

    /// <summary>Called by generated code: wraps an extension that is not a unit, so that the engine orders and disposes it like one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected IUnit AsUnit(int slot, object extension) => new ExtensionUnit(CompiledPlan, slot, extension);

    /// <summary>
    /// Called by generated code: runs a custom phase, with those nested in it, in all units that are up. Waits for other operations to end.
    /// Every unit's hooks run, whatever fails elsewhere, and the worker stays up.
    /// </summary>
    /// <param name="phase">The metadata name of the phase's attribute.</param>
    /// <param name="cancellationToken">Cancels the tokens of the hooks and prevents further ones from beginning, or ends the wait for other operations.</param>
    /// <exception cref="LifecycleException">A hook failed; a <see cref="UnitStateException"/>: the worker is not up, or a hook is the caller.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task RunPhaseAsync(string phase, CancellationToken cancellationToken) => _engine.UnitCommands.RunPhaseAsync(phase, cancellationToken);

    /// <summary>Called by generated code: runs a worker as a program, from start to exit, with signal handling.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="cancellationToken">Requests a stop.</param>
    /// <returns>The exit code: 0 for a normal end or one by a signal, 1 if the start or a task failed, 3 if only the stop failed.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static Task<int> RunAsync(LifecycleWorker worker, CancellationToken cancellationToken) =>
        ProcessRun.RunAsync(worker, ProcessSignals.Instance, cancellationToken);

    /// <summary>Implemented by generated code, where there is something: inputs and extension points.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual PlanDetails DescribePlan() => PlanDetails.None;

    internal void ConstructUnits(IUnit[] units) => Construct(units);
}
