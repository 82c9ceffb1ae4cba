using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>What is known of the units' health. It follows from their states and from the last answers of their checks; nothing is kept for who never asks.</content>
internal sealed partial class WorkerEngine
{
    private Dictionary<int, (int Turn, HealthCheckRun Run)>? _checks;
    private ITimer? _drainDelay;

    public WorkerHealth Health
    {
        get
        {
            lock (_lock)
            {
                var units = new List<UnitHealth>(_slots.Length);
                var isDegraded = false;
                for (var slot = 0; slot < _slots.Length; slot++)
                {
                    ref var s = ref _slots[slot];
                    if (IsFree(slot) || s.State == UnitState.Disabled)
                        continue;

                    var health = HealthOf(slot, ref s);
                    units.Add(health);
                    isDegraded |= health.Status == HealthStatus.Degraded;
                }

                var status = _state switch
                {
                    UnitState.Starting => HealthStatus.Starting,
                    UnitState.Started => isDegraded ? HealthStatus.Degraded : HealthStatus.Ready,
                    UnitState.Stopping => HealthStatus.Draining,
                    _ => HealthStatus.Stopped,
                };
                return new WorkerHealth(status, units);
            }
        }
    }

    /// <summary>Asks the checks whose last answer is too old, and waits for all that are being asked.</summary>
    public async Task<WorkerHealth> CheckHealthAsync(CancellationToken cancellationToken)
    {
        var pending = new List<Task>();
        var begun = new List<SupervisedTask>();
        lock (_lock)
        {
            for (var slot = 0; slot < _slots.Length; slot++)
            {
                ref var s = ref _slots[slot];
                if (s.State != UnitState.Started || Phase.CountIn(s.Hooks, Phase.HealthCheck) == 0 || IsGoingDown(slot) || s.Background is { Awaited: true } or { Abandoned: true })
                    continue;

                if (LastRun(slot, ref s) is not { } run || (run.AnsweredAt is { } answered && _time.GetElapsedTime(answered).TotalSeconds >= run.CacheSeconds))
                    run = BeginCheck(slot, ref s, begun);

                if (!run.Answer.IsCompleted)
                    pending.Add(run.Answer);
            }
        }

        foreach (var task in begun)
            _queue.Enqueue(task);

        await Task.WhenAll(pending).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Health;
    }

    private HealthCheckRun BeginCheck(int slot, ref Slot s, List<SupervisedTask> begun)
    {
        var checks = new List<HookDefinition>();
        foreach (var hook in Define(slot).Hooks)
        {
            if (Phase.Of(hook.Hook) == Phase.HealthCheck)
                checks.Add(hook);
        }

        var run = new HealthCheckRun(Worker, _time, _units[slot], slot, checks, LastRun(slot, ref s)?.Error is not null);
        var group = s.Background ??= new TaskGroup(Phase.Background, new CancellationTokenSource());
        var task = new SupervisedTask(this, run, slot, Hook.HealthCheck, group);
        group.Add(task);
        begun.Add(task);
        (_checks ??= [])[slot] = (s.Turn, run);
        return run;
    }

    /// <summary>The last checks of the unit since it came up.</summary>
    private HealthCheckRun? LastRun(int slot, ref Slot s) =>
        _checks is not null && _checks.TryGetValue(slot, out var last) && last.Turn == s.Turn ? last.Run : null;

    private UnitHealth HealthOf(int slot, ref Slot s)
    {
        var run = s.State == UnitState.Started ? LastRun(slot, ref s) : null;
        DateTimeOffset? checkedAt = run?.AnsweredAt is { } answered ? _time.GetUtcNow() - _time.GetElapsedTime(answered) : null;
        var wrong = s.Reason ?? run?.Error ?? s.Background?.Reason;
        var status = s.State switch
        {
            UnitState.Starting => HealthStatus.Starting,
            UnitState.Stopping => HealthStatus.Draining,
            UnitState.Started when _state == UnitState.Stopping => HealthStatus.Draining,
            UnitState.Started when _state == UnitState.Starting => HealthStatus.Starting,
            UnitState.Started => wrong is null ? HealthStatus.Ready : HealthStatus.Degraded,
            UnitState.Failed when _state == UnitState.Started => HealthStatus.Degraded,
            _ => HealthStatus.Stopped,
        };
        return new UnitHealth(_plan.IdOf(slot), status, wrong, checkedAt);
    }

    /// <summary>Lets the time pass in which others see that the worker is not ready any more, before the way down begins. True: it begins then.</summary>
    private bool DelaysDrain(Operation operation)
    {
        if (operation.Kind != OperationKind.Stop || _options.DrainDelaySeconds <= 0 || _cause is not null)
            return false;

        lock (_lock)
        {
            _deadline = long.MaxValue; // The budget for stopping begins when the delay is over.
            _drainDelay = _time.CreateTimer(
                static state => { var (engine, operation) = ((WorkerEngine, Operation))state!; engine._queue.Enqueue(new DrainDelay(engine, operation)); },
                (this, operation),
                TimeSpan.FromSeconds(_options.DrainDelaySeconds),
                Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    private void EndDrainDelay(Operation operation)
    {
        ITimer? timer;
        lock (_lock)
        {
            timer = _drainDelay;
            _drainDelay = null;
            _deadline = DeadlineIn(_options.ShutdownTimeoutSeconds);
        }

        timer?.Dispose();
        TurnDown(operation);
        if (BeginNextPass())
            DriveInContext();
    }

    private sealed class DrainDelay(WorkerEngine engine, Operation operation) : IThreadPoolWorkItem
    {
        public void Execute() => engine.EndDrainDelay(operation);
    }
}
