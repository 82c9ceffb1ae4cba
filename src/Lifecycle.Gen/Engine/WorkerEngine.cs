using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <summary>
/// Runs the units of one worker. Everything below shares one lock, which is never held while a hook, a logger, a token's callback or a continuation runs.
/// This part: what the engine is made of, the units and what can be seen of them.
/// </summary>
internal sealed partial class WorkerEngine
{
#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif

    public readonly LifecycleWorker Worker;

    private WorkerPlan _plan;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ChangeClock _clock;
    private readonly IWorkQueue _queue;
    private readonly WorkerLog? _log;
    private long[]? _began;
    private IUnit[] _units;
    private Slot[] _slots;
    private UnitDefinition?[]? _definitions;
    private UnitContext?[]? _contexts;
    private CancellationTokenSource? _stopping;

    /// <summary>The current cycle, or the last one, is on its way down or over: <see cref="Stopping"/> is cancelled.</summary>
    private bool _isStopping;
    private IDisposable? _codeUpdates;
    private ulong _hooks;
    private long _createdAt;
    private bool _constructed;
    private bool _initialised;

    public WorkerEngine(LifecycleWorker worker, WorkerPlan plan, WorkerOptions options)
    {
        Worker = worker;
        _plan = plan;
        _options = options;
        _time = options.TimeProvider;
        _clock = new ChangeClock(_time);
        _queue = options.WorkQueue;
        _limit = options.MaxConcurrency > 0 ? options.MaxConcurrency : int.MaxValue;
        _units = new IUnit[plan.Count];
        _slots = new Slot[plan.Count];
        _ready = new ReadySet(plan.Count);
        _mixed = plan.HasOnRequest;
        if (options.MakeLog is { } makeLog)
        {
            _log = makeLog(plan.Worker);
            _began = new long[plan.Count];
            _isTold = true;
        }

        if (options.MakeObservation is { } makeObservation)
        {
            _observation = makeObservation(this);
            _isTold = true;
        }

        _codeUpdates = options.ListenToCodeUpdates?.Invoke(this);
    }

    public UnitState State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    /// <summary>Cancelled when the worker begins to stop; another one in the next cycle.</summary>
    public CancellationToken Stopping
    {
        get
        {
            lock (_lock)
            {
                if (_stopping is null)
                {
                    _stopping = new CancellationTokenSource();
                    if (_isStopping)
                        _stopping.Cancel(); // It has no callbacks yet.
                }

                return _stopping.Token;
            }
        }
    }

    public WorkerOptions Options => _options;

    public WorkerPlan Plan => _plan;

    public TUnit GetUnit<TUnit>(int slot)
        where TUnit : class =>
        _units[slot] as TUnit ?? throw new InvalidOperationException(
            $"{_plan.IdOf(slot)} of {_plan.Worker} does not exist: the worker was not started yet, its last start failed, or it is disposed.");

    public IWorkerContext GetContext(int slot)
    {
        lock (_lock)
        {
            _contexts ??= new UnitContext?[_plan.Count];
            return _contexts[slot] ??= new UnitContext(this, slot);
        }
    }

    public UnitDescriptor[] Describe()
    {
        lock (_lock)
        {
            var units = new List<UnitDescriptor>(_slots.Length);
            for (var slot = 0; slot < _slots.Length; slot++)
            {
                ref var s = ref _slots[slot];
                if (IsFree(slot))
                    continue;

                units.Add(new UnitDescriptor(_plan.IdOf(slot), _units[slot]?.Define(), s.State, (s.Reason ?? s.Background?.Reason)?.Message)
                {
                    CreatedAt = s.State == UnitState.Disabled ? null : _clock.ToTime(CreatedAt(slot)),
                    LastChange = _clock.ToTime(s.Changed),
                    StartupDuration = _clock.ToSpan(s.StartTook),
                    ShutdownDuration = _clock.ToSpan(s.StopTook),
                });
            }

            return [.. units];
        }
    }

    /// <summary>Makes the units; which construction failed is told by the first empty place that should not be empty.</summary>
    private void Construct()
    {
        Exception? error = null;
        try
        {
            Worker.ConstructUnits(_units);
        }
        catch (Exception e)
        {
            error = e;
        }

        var condition = error as ConditionFailure;
        var missing = condition?.Slot ?? Array.IndexOf(_units, null!);
        if (missing >= 0 && condition is null)
            missing = FirstMissing(missing);

        LifecycleException? failure = condition is not null ? FailureOf(condition)
            : missing >= 0 ? Failure.WhileConstructing(_plan.Worker, _plan.IdOf(missing), error ?? new InvalidOperationException("The worker left it out."))
            : error is not null ? Failure.WhileConstructing(_plan.Worker, unit: null, error)
            : null;
        lock (_lock)
        {
            _constructed = true;
            _createdAt = _clock.Now;
            if (failure is not null)
            {
                _operation!.EndsUnits = true;
                if (missing >= 0)
                    Fail(missing, ref _slots[missing], failure);

                Halt(failure);
            }
        }

        if (failure is not null)
            LogFailure(failure);

        if (_definitions is not null)
            Array.Clear(_definitions);

        ulong hooks = 0;
        for (var slot = 0; slot < _units.Length; slot++)
        {
            ref var s = ref _slots[slot];
            s.Flags = SlotFlags.None;
            s.Hooks = 0;
            _ = _units[slot]?.InvokeAsync(Hook.Describe, new HookCall(Worker, slot, CancellationToken.None));
            hooks |= s.Hooks;
        }

        _hooks = hooks;
        if (_attached > 0)
            _linkAttached!();
        if (_customPhases is not null || (hooks & HookCounts.CustomPhases) != 0)
            MapCustomPhases();
    }

    /// <summary>A unit's answer to <see cref="Hook.Describe"/>.</summary>
    public void SetHooks(int slot, ulong counts) => _slots[slot].Hooks = counts;

    private void Fail(int slot, ref Slot s, LifecycleException error)
    {
        s.Reason = error.InnerException ?? error;
        SetState(slot, ref s, UnitState.Failed);
    }

    private bool Has(int phase) => Phase.CountIn(_hooks, phase) != 0;

    private int CountHooks(int slot, ulong hooks, int phase)
    {
        var count = Phase.CountIn(hooks, phase);
        if (count < HookCounts.Saturated)
            return count;

        count = 0;
        foreach (var hook in Define(slot).Hooks)
        {
            if (Phase.Of(hook.Hook) == phase)
                count++;
        }

        return count;
    }

    /// <summary>The description of a unit: generated data, so it may be asked for under the lock.</summary>
    private UnitDefinition Define(int slot)
    {
        _definitions ??= new UnitDefinition?[_plan.Count];
        return _definitions[slot] ??= UnitDefinition.Of(_units[slot]);
    }

    private HookDefinition? Find(int slot, int hook) => Define(slot).Find(hook);

    private string? NameOf(int slot, int hook) => Phase.Of(hook) == Phase.Disposal ? null : Find(slot, hook)?.Name;

    private long DeadlineIn(double seconds) => seconds > 0 ? _time.GetTimestamp() + Ticks(seconds) : long.MaxValue;

    private long Ticks(double seconds) => (long)Math.Min(seconds * _time.TimestampFrequency, long.MaxValue / 4);
}
