using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Health;
using Lifecycle.Engine.Observation;
using Lifecycle.Engine.Operations;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <summary>Runs the units of one worker: what <see cref="LifecycleWorker"/> calls. It makes the rooms, and owns the lock that they share.</summary>
internal sealed class WorkerEngine : EngineScope
{
    private const int FailureCode = 1;
    private const int StopFailureCode = 3;

    private readonly UnitTable _units;
    private readonly OperationRunner _runner;
    private UnitCommands? _unitCommands;
    private StandbyCommands? _standby;
    private HealthMonitor? _health;
    private UnitContext?[]? _contexts;
    private OwnedInputs? _owned;
    private int _requestedExitCode = -1;

    public WorkerEngine(LifecycleWorker worker, WorkerPlan plan, WorkerOptions options)
        : base(worker, options)
    {
        _units = new UnitTable(this, plan);
        _runner = new OperationRunner(_units);
        Commands = new WorkerCommands(_units, _runner);
        _runner.Queue.CodeUpdates = options.ListenToCodeUpdates?.Invoke(this);
    }

    /// <summary>What callers ask of the worker as a whole.</summary>
    public readonly WorkerCommands Commands;

    /// <summary>What callers ask of single units.</summary>
    public UnitCommands UnitCommands => _unitCommands
        ?? Interlocked.CompareExchange(ref _unitCommands, new UnitCommands(_units, _runner), comparand: null)
        ?? _unitCommands;

    /// <summary>What packages ask of standby units.</summary>
    public StandbyCommands Standby => _standby
        ?? Interlocked.CompareExchange(ref _standby, new StandbyCommands(_units, _runner), comparand: null)
        ?? _standby;

    public HealthMonitor Health => _health
        ?? Interlocked.CompareExchange(ref _health, new HealthMonitor(_units, _runner.Tasks, _runner.Driver.Pass), comparand: null)
        ?? _health;

    public UnitState State
    {
        get
        {
            lock (Gate)
                return _units.WorkerState;
        }
    }

    public WorkerObservation? Observed => _units.Reports?.Events;

    /// <summary>The plan, with the units that are attached.</summary>
    public WorkerPlan Plan => _units.Plan;

    public ExtensionRegistry Extensions => _units.Extensions;

    /// <summary>The kind of the operation under way.</summary>
    public OperationKind? CurrentOperation => _runner.Queue.Current?.Kind;

    /// <summary>How the last cycle ended.</summary>
    public LifecycleException? Outcome => _runner.Queue.Result.Outcome;

    /// <summary>The failure that makes the worker stop, or made it stop.</summary>
    public LifecycleException? Cause => _runner.Queue.Result.Cause;

    /// <summary>Whether the last cycle was brought to its end by a failure, and not only failed while it stopped.</summary>
    public bool Failed => _runner.Queue.Result.Failed;

    /// <summary>The exit code that a unit has asked for; -1 where none has.</summary>
    public int RequestedExitCode => Volatile.Read(ref _requestedExitCode);

    /// <summary>The exit code of the program: that of the outcome, or what a unit has asked for, or else <paramref name="otherwise"/>.</summary>
    public int ExitCode(int otherwise) =>
        Outcome is not null ? Failed ? FailureCode : StopFailureCode : RequestedExitCode is >= 0 and var requested ? requested : otherwise;

    /// <summary>Cancelled when the worker begins to stop; another one in the next cycle.</summary>
    public CancellationToken Stopping => _runner.Cycle.Stopping.Token;

    /// <summary>Has the program end with this exit code, unless a unit has asked for one before.</summary>
    public void RequestExitCode(int exitCode) => Interlocked.CompareExchange(ref _requestedExitCode, exitCode, comparand: -1);

    /// <summary>Does the first operation of a program, on a thread of its own.</summary>
    public void Launch(Operation operation) => _runner.Launch(operation);

    public TUnit GetUnit<TUnit>(int slot)
        where TUnit : class =>
        _units.Units[slot] as TUnit ?? throw new InvalidOperationException(
            $"{Plan.IdOf(slot)} of {Plan.Worker} does not exist: the worker was not started yet, its last start failed, or it is disposed.");

    /// <summary>The unit in a slot, for one that asks for it late.</summary>
    public T GetUp<T>(int consumer, int slot)
        where T : class => LateAccess.Get<T>(_units, consumer, slot);

    /// <summary>What a hook takes as a parameter.</summary>
    public T? Take<T>(int consumer, int index, bool isOptional)
        where T : class => TakenUnits.Get<T>(_units, consumer, index, isOptional);

    public IWorkerContext GetContext(int slot)
    {
        lock (Gate)
        {
            if (_contexts is null || _contexts.Length < _units.Slots.Length)
                Array.Resize(ref _contexts, _units.Slots.Length); // Units may be attached later.

            return _contexts[slot] ??= new UnitContext(this, slot);
        }
    }

    public UnitDescriptor[] Describe()
    {
        var all = new List<UnitDescriptor>();
        var reasons = new List<Exception?>();
        lock (Gate)
        {
            for (var slot = 0; slot < _units.Slots.Length; slot++)
            {
                ref var s = ref _units.Slots[slot];
                if (_units.IsFree(slot))
                    continue;

                all.Add(new UnitDescriptor(Plan.IdOf(slot), _units.Units[slot]?.Define(), ShownState(slot, s.State))
                {
                    CreatedAt = s.State == UnitState.Disabled ? null : Clock.ToTime(_units.CreatedAt(slot)),
                    LastChange = Clock.ToTime(s.Changed),
                    StartupDuration = Clock.ToSpan(s.StartTook),
                    ShutdownDuration = Clock.ToSpan(s.StopTook),
                });
                reasons.Add(s.Reason ?? _runner.Tasks.ReasonOf(slot));
            }
        }

        for (var i = 0; i < all.Count; i++)
            all[i].Reason = reasons[i] is { } reason ? ExceptionText.MessageOf(reason) : null; // Not under the lock: it is the program's code.

        return [.. all];
    }

    private UnitState ShownState(int slot, UnitState state) =>
        state is UnitState.Created or UnitState.Stopped && _units.WorkerState == UnitState.Started && Plan.IsStandby(slot) ? UnitState.Standby : state;

    /// <summary>A unit's answer to <see cref="Hook.Describe"/>.</summary>
    public void SetHooks(int slot, ulong counts) => _units.Slots[slot].Hooks = counts;

    public void Decide(int slot, Type type, bool isEnabled)
    {
        Construction.ThrowIfAbandoned(_units);
        _units.Decide(slot, type, isEnabled);
    }

    /// <summary>Enters an extension that a construction has made.</summary>
    public void Extend(object extension, int priority, int place)
    {
        Construction.ThrowIfAbandoned(_units);
        _units.Extensions.Add(extension, priority, place);
    }

    /// <summary>Makes an input the worker's own, which it disposes after its units.</summary>
    public void Own(string name, object? input)
    {
        if (input is not (IDisposable or IAsyncDisposable))
            return;

        if (_owned is null)
        {
            _owned = new OwnedInputs(_units);
            _runner.Queue.ReleaseInputs = _owned.AttachLocked;
        }

        _owned.Add(name, input);
    }

    public bool IsEnabled(int slot) => _units.IsEnabled(slot);

    /// <summary>The table that keeps a lifespan between its two halves; made with the first of them.</summary>
    public LifespanTable Lifespans
    {
        get
        {
            lock (Gate)
                return _runner.Driver.Pass.Lifespans ??= new LifespanTable(_units, _runner.Driver.Pass);
        }
    }

    /// <summary>Completes when no background or run hook is about to begin or in its first part.</summary>
    public Task WhenQuietAsync(CancellationToken cancellationToken) => _runner.Tasks.FirstParts.WhenNoneAsync(cancellationToken);

    /// <summary>Adds a task to a unit that is up or coming up; it begins at once (R-BG-5).</summary>
    public void AddTask(int slot, string name, Func<CancellationToken, Task> body, BackgroundAttribute options) => _runner.Tasks.Add(slot, name, body, options);
}
