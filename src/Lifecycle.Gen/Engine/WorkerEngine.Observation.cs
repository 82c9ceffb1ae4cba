namespace Lifecycle.Engine;

/// <content>
/// What is told to observers. Events are entered under the lock, in the order in which they happen, and told outside of it by one thread at a time.
/// </content>
internal sealed partial class WorkerEngine
{
    public static WorkerObservation Observe(WorkerEngine engine) => new Observation(engine);

    private sealed class Observation(WorkerEngine engine) : WorkerObservation
    {
        private readonly Audience _audience = new(engine._options, engine._plan.Worker);
        private readonly Queue<WorkerEvent> _events = [];
        private Watched _worker;
        private Watched[] _units = new Watched[engine._slots.Length];
        private StartupRecord? _startup;
        private bool _isTelling;

        public override StartupReport? StartupReport
        {
            get
            {
                StartupRecord? startup;
                lock (engine._lock)
                    startup = _startup;

                return startup?.MakeReport();
            }
        }

        private string? Operation => engine._operation is { } operation ? NameOf(operation.Kind) : null;

        public override void EnterState(int slot, UnitState from, UnitState to)
        {
            if (from == to)
                return;

            var unit = slot < 0 ? null : engine._plan.IdOf(slot);
            Transitions.Check(unit, from, to);
            ref var watched = ref slot < 0 ? ref _worker : ref Of(slot);
            var now = engine._time.GetTimestamp();
            var lasted = watched.Changed is { } changed ? engine._time.GetElapsedTime(changed, now) : TimeSpan.Zero;
            watched.Changed = now;
            if (to == UnitState.Starting)
                watched.Starting = now;
            else if (to == UnitState.Started)
                watched.Started = now;

            _events.Enqueue(Event(WorkerEventKind.StateChanged, unit) with { From = from, To = to, Elapsed = lasted });
        }

        public override void EnterOperationEnd(Operation operation, Exception? error)
        {
            if (operation is { Kind: OperationKind.Start, CameUp: true })
                NoteStartup(operation.BeganAt);

            _events.Enqueue(Event(WorkerEventKind.OperationEnded) with
            {
                Operation = NameOf(operation.Kind),
                Elapsed = engine._time.GetElapsedTime(operation.BeganAt),
                Exception = error,
                Span = operation.Span,
            });
        }

        public override void EnterAbandoned(int slot, string? hook, int phase, int attempt) =>
            EnterHookEnd(WorkerEventKind.HookAbandoned, slot, hook, phase, attempt, error: null);

        public override void Tell()
        {
            while (true)
            {
                WorkerEvent happening;
                lock (engine._lock)
                {
                    if (_isTelling || !_events.TryDequeue(out happening))
                        return;

                    _isTelling = true;
                }

                var outer = s_insideHook;
                s_insideHook = engine._id;
                _audience.Tell(in happening);
                s_insideHook = outer;
                lock (engine._lock)
                    _isTelling = false;

                if (_audience.TakeFailure() is { } failure)
                    engine._log?.ObserverFailed(engine._plan.Worker, failure);
            }
        }

        public override void TellOperationBegins(Operation operation)
        {
            var name = NameOf(operation.Kind);
            var span = _audience.BeginOperation(name);
            lock (engine._lock)
            {
                operation.BeganAt = engine._time.GetTimestamp();
                operation.Span = span;
                _events.Enqueue(Event(WorkerEventKind.OperationBegan) with { Operation = name });
            }

            Tell();
        }

        public override object? TellHookBegins(in Visit visit)
        {
            var phase = Phase.NameOf(visit.HookPhase);
            var unit = engine._plan.IdOf(visit.Slot);
            var hook = engine.NameOf(visit.Slot, visit.Hook);
            Enter(Event(WorkerEventKind.HookBegan, unit) with { Phase = phase, Hook = hook, Attempt = AttemptOf(visit.Flight) });
            var span = _audience.BeginHook(unit, phase, hook, engine._operation?.Span);
            lock (engine._lock)
            {
                ref var watched = ref Of(visit.Slot);
                watched.HookBegan = engine._time.GetTimestamp();
                watched.Span = span;
            }

            return span;
        }

        public override void Leave(object span) => _audience.Leave(span);

        public override void TellHookEnds(in Visit visit, Exception? error)
        {
            lock (engine._lock)
            {
                if (engine._slots[visit.Slot].Turn == visit.Turn)
                    EnterHookEnd(WorkerEventKind.HookEnded, visit.Slot, engine.NameOf(visit.Slot, visit.Hook), visit.HookPhase, AttemptOf(visit.Flight), error);
            }

            Tell();
        }

        public override void TellTask(WorkerEventKind kind, SupervisedTask task, Exception? error)
        {
            var now = engine._time.GetTimestamp();
            if (kind == WorkerEventKind.HookBegan)
                task.BeganAt = now;

            Enter(Event(kind, engine._plan.IdOf(task.Slot)) with
            {
                Phase = Phase.NameOf(Phase.Of(task.Hook)),
                Hook = NameOfTask(task),
                Attempt = 1,
                Elapsed = engine._time.GetElapsedTime(task.BeganAt ?? now, now),
                Exception = error,
            });
        }

        public override void TellFailure(WorkerEventKind kind, LifecycleException error, int attempt = 0) =>
            Enter(Event(kind, error.Unit) with { Phase = error.Phase, Hook = error.Hook, Attempt = attempt, Exception = error });

        public override void TellRestart(PolicyTask again, LifecycleException? failure) =>
            Enter(Event(WorkerEventKind.TaskRestarted, engine._plan.IdOf(again.Slot)) with
            {
                Phase = Phase.NameOf(Phase.Background),
                Hook = again.Definition.Name,
                Exception = failure,
            });

        private static string NameOf(OperationKind kind) => kind switch
        {
            OperationKind.Start => nameof(OperationKind.Start),
            OperationKind.Stop => nameof(OperationKind.Stop),
            OperationKind.Reload => nameof(OperationKind.Reload),
            OperationKind.StartUnits => nameof(OperationKind.StartUnits),
            OperationKind.StopUnits => nameof(OperationKind.StopUnits),
            OperationKind.RestartUnits => nameof(OperationKind.RestartUnits),
            OperationKind.RunPhase => nameof(OperationKind.RunPhase),
            _ => nameof(OperationKind.End),
        };

        private static int AttemptOf(Flight? flight) => Math.Max(flight?.Attempts ?? 1, 1);

        private WorkerEvent Event(WorkerEventKind kind, string? unit = null) =>
            new(kind, engine._plan.Worker, unit) { Operation = Operation, Time = engine._time.GetUtcNow() };

        private void Enter(in WorkerEvent happening)
        {
            lock (engine._lock)
                _events.Enqueue(happening);

            Tell();
        }

        private void EnterHookEnd(WorkerEventKind kind, int slot, string? hook, int phase, int attempt, Exception? error)
        {
            ref var watched = ref Of(slot);
            _events.Enqueue(Event(kind, engine._plan.IdOf(slot)) with
            {
                Phase = Phase.NameOf(phase),
                Hook = hook,
                Attempt = Math.Max(attempt, 1),
                Elapsed = engine._time.GetElapsedTime(watched.HookBegan),
                Exception = error,
                Span = watched.Span,
            });
            watched.Span = null;
        }

        /// <summary>Notes the start that came up just now.</summary>
        private void NoteStartup(long began)
        {
            var units = new (long Began, long Ended)?[engine._plan.Count];
            for (var slot = 0; slot < units.Length; slot++)
            {
                if (Of(slot) is { Starting: { } starting, Started: { } started } && starting >= began)
                    units[slot] = (starting, started);
            }

            _startup = new StartupRecord(engine._plan, engine._time, began, engine._time.GetTimestamp(), units);
        }

        /// <summary>The unit in a place; attached units get theirs as they come.</summary>
        private ref Watched Of(int slot)
        {
            if (slot >= _units.Length)
                Array.Resize(ref _units, slot + 1);

            return ref _units[slot];
        }

        /// <summary>Time stamps of one unit, or of the worker.</summary>
        private struct Watched
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
}
