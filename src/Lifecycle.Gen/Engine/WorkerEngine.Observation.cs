using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>
/// What is told to observers. Events are entered under the lock, in the order in which they happen, and told outside of it by one thread at a time.
/// Nothing here but the setters of states is entered where nobody observes.
/// </content>
internal sealed partial class WorkerEngine
{
    private readonly Observation? _observation;

    /// <summary>Each unit has its turn in the passes up and down although it may have nothing to do there: somebody is told of it.</summary>
    private readonly bool _isTold;

    public bool IsObserved => _observation is not null;

    public StartupReport? StartupReport
    {
        get
        {
            StartupRecord? startup = null;
            if (_observation is not null)
            {
                lock (_lock)
                    startup = _observation.Startup;
            }

            return startup?.MakeReport();
        }
    }

    /// <summary>The only place where the state of a unit changes. Under the lock.</summary>
    private void SetState(int slot, ref Slot s, UnitState state)
    {
        if (_observation is not null)
            EnterState(slot, s.State, state);

        long now = _clock.Now;
        if (s.State == UnitState.Starting)
            s.StartTook = now - s.Changed;
        else if (s.State == UnitState.Stopping)
            s.StopTook = now - s.Changed;

        s.State = state;
        s.Changed = now;
    }

    /// <summary>The only place where the state of the worker changes. Under the lock.</summary>
    private void SetState(UnitState state)
    {
        if (_observation is not null)
            EnterState(slot: -1, _state, state);

        _state = state;
    }

    private void EnterState(int slot, UnitState from, UnitState to)
    {
        if (from == to)
            return;

        string? unit = slot < 0 ? null : _plan.IdOf(slot);
        Transitions.Check(unit, from, to);
        ref Watched watched = ref slot < 0 ? ref _observation!.Worker : ref _observation![slot];
        long now = _time.GetTimestamp();
        TimeSpan lasted = watched.Changed is { } changed ? _time.GetElapsedTime(changed, now) : TimeSpan.Zero;
        watched.Changed = now;
        if (to == UnitState.Starting)
            watched.Starting = now;
        else if (to == UnitState.Started)
            watched.Started = now;

        Enter(new WorkerEvent(WorkerEventKind.StateChanged, _plan.Worker, unit) { From = from, To = to, Elapsed = lasted, Operation = NameOfOperation, Time = _time.GetUtcNow() });
    }

    /// <summary>Under the lock.</summary>
    private void Enter(in WorkerEvent happening) => _observation!.Events.Enqueue(happening);

    private string? NameOfOperation => _operation is null ? null : NameOf(_operation.Kind);

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

    /// <summary>Tells what was entered. Not under the lock.</summary>
    private void Tell()
    {
        Observation observation = _observation!;
        while (true)
        {
            WorkerEvent happening;
            lock (_lock)
            {
                if (observation.IsTelling || !observation.Events.TryDequeue(out happening))
                    return;

                observation.IsTelling = true;
            }

            int outer = s_insideHook;
            s_insideHook = _id;
            observation.Tell(in happening);
            s_insideHook = outer;
            lock (_lock)
                observation.IsTelling = false;

            if (observation.TakeFailure() is { } failure)
                _log?.ObserverFailed(_plan.Worker, failure);
        }
    }

    private void TellOperationBegins(Operation operation)
    {
        string name = NameOf(operation.Kind);
        object? span = _observation!.BeginOperation(name);
        lock (_lock)
        {
            operation.BeganAt = _time.GetTimestamp();
            operation.Span = span;
            Enter(new WorkerEvent(WorkerEventKind.OperationBegan, _plan.Worker) { Operation = name, Time = _time.GetUtcNow() });
        }

        Tell();
    }

    /// <summary>Under the lock; the caller tells.</summary>
    private void EnterOperationEnds(Operation operation, Exception? error)
    {
        if (operation is { Kind: OperationKind.Start, CameUp: true })
            _observation!.NoteStartup(_plan, _time, operation.BeganAt);

        Enter(new WorkerEvent(WorkerEventKind.OperationEnded, _plan.Worker)
        {
            Operation = NameOf(operation.Kind),
            Elapsed = _time.GetElapsedTime(operation.BeganAt),
            Exception = error,
            Span = operation.Span,
            Time = _time.GetUtcNow(),
        });
    }

    /// <returns>The span that the hook is in, to be left when the call returns.</returns>
    private object? TellHookBegins(in Visit visit)
    {
        string phase = Phase.NameOf(visit.HookPhase);
        string unit = _plan.IdOf(visit.Slot);
        string? hook = NameOf(visit.Slot, visit.Hook);
        lock (_lock)
        {
            Enter(new WorkerEvent(WorkerEventKind.HookBegan, _plan.Worker, unit)
            {
                Phase = phase,
                Hook = hook,
                Operation = NameOfOperation,
                Attempt = visit.Flight?.Attempts is > 0 and int attempt ? attempt : 1,
                Time = _time.GetUtcNow(),
            });
        }

        Tell();
        object? span = _observation!.BeginHook(unit, phase, hook, _operation?.Span);
        lock (_lock)
        {
            ref Watched watched = ref _observation[visit.Slot];
            watched.HookBegan = _time.GetTimestamp();
            watched.Span = span;
        }

        return span;
    }

    private void TellHookEnds(in Visit visit, Exception? error)
    {
        lock (_lock)
        {
            if (_slots[visit.Slot].Turn == visit.Turn)
                EnterHookEnd(WorkerEventKind.HookEnded, visit.Slot, NameOf(visit.Slot, visit.Hook), visit.HookPhase, visit.Flight?.Attempts ?? 1, error);
        }

        Tell();
    }

    /// <summary>Under the lock; the caller tells.</summary>
    private void EnterHookEnd(WorkerEventKind kind, int slot, string? hook, int phase, int attempt, Exception? error)
    {
        ref Watched watched = ref _observation![slot];
        Enter(new WorkerEvent(kind, _plan.Worker, _plan.IdOf(slot))
        {
            Phase = Phase.NameOf(phase),
            Hook = hook,
            Operation = NameOfOperation,
            Attempt = Math.Max(attempt, 1),
            Elapsed = _time.GetElapsedTime(watched.HookBegan),
            Exception = error,
            Span = watched.Span,
            Time = _time.GetUtcNow(),
        });
        watched.Span = null;
    }

    /// <summary>The beginning and the end of a background or run hook.</summary>
    public void TellTask(WorkerEventKind kind, SupervisedTask task, Exception? error)
    {
        string? hook = NameOfTask(task);
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            if (kind == WorkerEventKind.HookBegan)
                task.BeganAt = now;

            Enter(new WorkerEvent(kind, _plan.Worker, _plan.IdOf(task.Slot))
            {
                Phase = Phase.NameOf(task.Group.Phase),
                Hook = hook,
                Operation = NameOfOperation,
                Attempt = 1,
                Elapsed = kind == WorkerEventKind.HookEnded ? _time.GetElapsedTime(task.BeganAt!.Value, now) : TimeSpan.Zero,
                Exception = error,
                Time = _time.GetUtcNow(),
            });
        }

        Tell();
    }

    /// <summary>A failure of a hook, or what became of it.</summary>
    private void TellFailure(WorkerEventKind kind, LifecycleException error, int attempt = 0)
    {
        lock (_lock)
        {
            Enter(new WorkerEvent(kind, _plan.Worker, error.Unit)
            {
                Phase = error.Phase,
                Hook = error.Hook,
                Operation = NameOfOperation,
                Attempt = attempt,
                Exception = error,
                Time = _time.GetUtcNow(),
            });
        }

        Tell();
    }

    private void TellRestart(PolicyTask again, LifecycleException? failure)
    {
        lock (_lock)
        {
            Enter(new WorkerEvent(WorkerEventKind.TaskRestarted, _plan.Worker, _plan.IdOf(again.Slot))
            {
                Phase = Phase.NameOf(Phase.Background),
                Hook = again.Definition.Name,
                Operation = NameOfOperation,
                Exception = failure,
                Time = _time.GetUtcNow(),
            });
        }

        Tell();
    }
}
