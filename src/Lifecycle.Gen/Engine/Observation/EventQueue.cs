using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Observation;

/// <summary>Queues events under the engine's lock, in the order in which they happen, and dispatches them outside of it, one thread at a time.</summary>
internal sealed class EventQueue(EngineScope scope, WorkerLog? log) : WorkerObservation
{
    private readonly ObserverDispatcher _dispatcher = new(scope.Options, scope.Worker);
    private readonly Queue<WorkerEvent> _events = [];
    private readonly string _worker = scope.Worker.CompiledPlan.Worker;
    private Track _workerTrack;
    private Track[] _unitTracks = new Track[scope.Worker.CompiledPlan.Count];
    private StartupRecord? _startup;

    /// <summary>Those of the start under way; <see langword="null"/> before the first and when it is up.</summary>
    private PhaseTimes? _phases;
    private string? _operation;
    private object? _operationSpan;
    private bool _isDispatching;

    public override StartupReport? StartupReport
    {
        get
        {
            StartupRecord? startup;
            lock (scope.Gate)
                startup = _startup;

            return startup?.MakeReport();
        }
    }

    public override void OperationChangesLocked(OperationKind? operation)
    {
        _operation = operation is { } kind ? OperationNames.Of(kind) : null;
        _operationSpan = null;
    }

    public override void StateChangesLocked(int slot, string? unit, UnitState from, UnitState to)
    {
        scope.AssertLocked();
        if (from == to)
            return;

        Transitions.Check(unit, from, to);
        ref var track = ref slot < 0 ? ref _workerTrack : ref TrackOf(slot);
        var now = scope.Time.GetTimestamp();
        var lasted = track.Changed is { } changed ? scope.Time.GetElapsedTime(changed, now) : TimeSpan.Zero;
        track.Changed = now;
        if (slot < 0 && to == UnitState.Starting)
            _phases = new PhaseTimes();

        if (to == UnitState.Starting)
            track.Starting = now;
        else if (to == UnitState.Started)
            track.Started = now;

        _events.Enqueue(Event(WorkerEventKind.StateChanged, unit) with { From = from, To = to, Elapsed = lasted });
    }

    public override void HookAbandonedLocked(int slot, string unit, string? hook, int phase, int attempt) =>
        HookEndsLocked(WorkerEventKind.HookAbandoned, slot, unit, hook, phase, attempt, error: null);

    public override void HookEndedLocked(int slot, string unit, string? hook, int phase, int attempt, Exception? error) =>
        HookEndsLocked(WorkerEventKind.HookEnded, slot, unit, hook, phase, attempt, error);

    public override void OperationEndedLocked(OperationKind kind, long beganAt, object? span, Exception? error, WorkerPlan? startedPlan)
    {
        scope.AssertLocked();
        if (startedPlan is not null)
            RecordStartup(startedPlan, beganAt);

        _events.Enqueue(Event(WorkerEventKind.OperationEnded) with
        {
            Operation = OperationNames.Of(kind),
            Elapsed = scope.Time.GetElapsedTime(beganAt),
            Exception = error,
            Span = span,
        });
    }

    public override void Dispatch()
    {
        while (true)
        {
            WorkerEvent next;
            lock (scope.Gate)
            {
                if (_isDispatching || !_events.TryDequeue(out next))
                    return;

                _isDispatching = true;
            }

            var outer = scope.EnterUserCode();
            _dispatcher.Publish(in next);
            EngineScope.LeaveUserCode(outer);
            lock (scope.Gate)
                _isDispatching = false;

            if (_dispatcher.TakeFailure() is { } failure)
                log?.ObserverFailed(_worker, failure);
        }
    }

    public override object? OperationBegan(OperationKind kind, out long beganAt)
    {
        var name = OperationNames.Of(kind);
        var span = _dispatcher.BeginOperation(name);
        lock (scope.Gate)
        {
            beganAt = scope.Time.GetTimestamp();
            _operationSpan = span;
            _events.Enqueue(Event(WorkerEventKind.OperationBegan) with { Operation = name });
        }

        Dispatch();
        return span;
    }

    public override object? HookBegan(int slot, string unit, string? hook, int phase, int attempt)
    {
        var phaseName = Phase.NameOf(phase);
        Publish(Event(WorkerEventKind.HookBegan, unit) with { Phase = phaseName, Hook = hook, Attempt = attempt });
        var span = _dispatcher.BeginHook(unit, phaseName, hook, _operationSpan);
        lock (scope.Gate)
        {
            ref var track = ref TrackOf(slot);
            track.HookBegan = scope.Time.GetTimestamp();
            track.Span = span;
            _phases?.Begin(phase, track.HookBegan);
        }

        return span;
    }

    public override void LeaveSpan(object span) => _dispatcher.Leave(span);

    public override long TaskBegan(string unit, string? hook, int phase)
    {
        var now = scope.Time.GetTimestamp();
        PublishTask(WorkerEventKind.HookBegan, unit, hook, phase, TimeSpan.Zero, error: null);
        return now;
    }

    public override void TaskEnded(string unit, string? hook, int phase, long beganAt, Exception? error) =>
        PublishTask(WorkerEventKind.HookEnded, unit, hook, phase, scope.Time.GetElapsedTime(beganAt), error);

    public override void FailureReported(WorkerEventKind kind, LifecycleException error, int attempt = 0) =>
        Publish(Event(kind, error.Unit) with { Phase = error.Phase, Hook = error.Hook, Attempt = attempt, Exception = error });

    public override void TaskRestarted(string unit, string hook, LifecycleException? failure) =>
        Publish(Event(WorkerEventKind.TaskRestarted, unit) with { Phase = Phase.NameOf(Phase.Background), Hook = hook, Exception = failure });

    private WorkerEvent Event(WorkerEventKind kind, string? unit = null) => new(kind, _worker, unit) { Operation = _operation, Time = scope.Time.GetUtcNow() };

    private void PublishTask(WorkerEventKind kind, string unit, string? hook, int phase, TimeSpan elapsed, Exception? error) =>
        Publish(Event(kind, unit) with { Phase = Phase.NameOf(phase), Hook = hook, Attempt = 1, Elapsed = elapsed, Exception = error });

    private void Publish(in WorkerEvent happening)
    {
        lock (scope.Gate)
            _events.Enqueue(happening);

        Dispatch();
    }

    private void HookEndsLocked(WorkerEventKind kind, int slot, string unit, string? hook, int phase, int attempt, Exception? error)
    {
        scope.AssertLocked();
        ref var track = ref TrackOf(slot);
        var now = scope.Time.GetTimestamp();
        _phases?.End(phase, now);
        _events.Enqueue(Event(kind, unit) with
        {
            Phase = Phase.NameOf(phase),
            Hook = hook,
            Attempt = Math.Max(attempt, 1),
            Elapsed = scope.Time.GetElapsedTime(track.HookBegan, now),
            Exception = error,
            Span = track.Span,
        });
        track.Span = null;
    }

    /// <summary>Keeps the time stamps of the start that has just come up.</summary>
    private void RecordStartup(WorkerPlan plan, long began)
    {
        var units = new (long Began, long Ended)?[plan.Count];
        for (var slot = 0; slot < units.Length; slot++)
        {
            if (TrackOf(slot) is { Starting: { } starting, Started: { } started } && starting >= began)
                units[slot] = (starting, started);
        }

        _startup = new StartupRecord(plan, scope.Time, began, scope.Time.GetTimestamp(), _phases ?? new PhaseTimes(), units);
        _phases = null;
    }

    /// <summary>The times of the unit in a slot; those of attached units are added as they come.</summary>
    private ref Track TrackOf(int slot)
    {
        if (slot >= _unitTracks.Length)
            Array.Resize(ref _unitTracks, slot + 1);

        return ref _unitTracks[slot];
    }

    /// <summary>Time stamps of one unit, or of the worker.</summary>
    private struct Track
    {
        /// <summary>When its state last changed.</summary>
        public long? Changed;

        /// <summary>When its last start began.</summary>
        public long? Starting;

        /// <summary>When its last start had come up.</summary>
        public long? Started;

        /// <summary>When the hook that runs began.</summary>
        public long HookBegan;

        /// <summary>The span of the hook that runs.</summary>
        public object? Span;
    }
}
