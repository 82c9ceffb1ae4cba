using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Health;

/// <summary>The health of the units. It follows from their states and from the last answers of their checks; made for programs that ask.</summary>
internal sealed class HealthMonitor(UnitTable units, TaskSupervisor tasks, Pass pass)
{
    private readonly EngineScope _scope = units.Scope;
    private readonly Dictionary<int, (int Generation, HealthCheckRun Run)> _checks = [];

    public WorkerHealth Current
    {
        get
        {
            lock (_scope.Gate)
            {
                var all = new List<UnitHealth>(units.Slots.Length);
                var isDegraded = false;
                for (var slot = 0; slot < units.Slots.Length; slot++)
                {
                    if (units.IsFree(slot) || units.Slots[slot].State == UnitState.Disabled)
                        continue;

                    var health = HealthOfLocked(slot);
                    all.Add(health);
                    isDegraded |= health.Status == HealthStatus.Degraded;
                }

                var status = units.WorkerState switch
                {
                    UnitState.Starting => HealthStatus.Starting,
                    UnitState.Started => isDegraded ? HealthStatus.Degraded : HealthStatus.Ready,
                    UnitState.Stopping => HealthStatus.Draining,
                    _ => HealthStatus.Stopped,
                };
                return new WorkerHealth(status, all);
            }
        }
    }

    /// <summary>Asks the checks whose last answer is too old, and waits for all that are being asked.</summary>
    public async Task<WorkerHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var pending = new List<Task>();
        var begun = new List<SupervisedTask>();
        lock (_scope.Gate)
        {
            for (var slot = 0; slot < units.Slots.Length; slot++)
            {
                if (!MayCheck(slot))
                    continue;

                // One that goes on beyond its limit has failed until it ends, and is not called beside itself.
                if (LastRun(slot) is not { } run || (run is { IsOver: true } && IsTooOld(run)))
                    run = BeginCheckLocked(slot, begun);

                if (!run.Answer.IsCompleted)
                    pending.Add(run.Answer);
            }
        }

        foreach (var task in begun)
            tasks.Enqueue(task);

        await Task.WhenAll(pending).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Current;
    }

    private bool IsTooOld(HealthCheckRun run) => run.AnsweredAt is { } answered && _scope.Time.GetElapsedTime(answered).TotalSeconds >= run.CacheSeconds;

    private bool MayCheck(int slot)
    {
        ref var s = ref units.Slots[slot];
        return s.State == UnitState.Started && Phase.CountIn(s.Hooks, Phase.HealthCheck) != 0 && !units.IsGoingDown(slot)
            && tasks.BackgroundOf(slot) is not ({ IsAwaited: true } or { IsAbandoned: true });
    }

    private HealthCheckRun BeginCheckLocked(int slot, List<SupervisedTask> begun)
    {
        var checks = new List<HookDefinition>();
        foreach (var hook in units.Define(slot).HookTable)
        {
            if (Phase.Of(hook.Hook) == Phase.HealthCheck)
                checks.Add(hook);
        }

        var run = new HealthCheckRun(units, units.Units[slot], slot, checks, LastRun(slot)?.Error is not null);
        var group = tasks.BackgroundForLocked(slot);
        var task = new SupervisedTask(tasks, run, slot, Hook.HealthCheck, group);
        group.Add(task);
        begun.Add(task);
        _checks[slot] = (pass.Slots[slot].Generation, run);
        return run;
    }

    /// <summary>The last checks of the unit since it came up.</summary>
    private HealthCheckRun? LastRun(int slot) =>
        _checks.TryGetValue(slot, out var last) && last.Generation == pass.Slots[slot].Generation ? last.Run : null;

    private UnitHealth HealthOfLocked(int slot)
    {
        ref var s = ref units.Slots[slot];
        var run = s.State == UnitState.Started ? LastRun(slot) : null;
        DateTimeOffset? checkedAt = run?.AnsweredAt is { } answered ? _scope.Time.GetUtcNow() - _scope.Time.GetElapsedTime(answered) : null;
        var wrong = s.Reason ?? run?.Error ?? tasks.ReasonOf(slot);
        var status = s.State switch
        {
            UnitState.Starting => HealthStatus.Starting,
            UnitState.Stopping => HealthStatus.Draining,
            UnitState.Started when units.WorkerState == UnitState.Stopping => HealthStatus.Draining,
            UnitState.Started when units.WorkerState == UnitState.Starting => HealthStatus.Starting,
            UnitState.Started => wrong is null ? HealthStatus.Ready : HealthStatus.Degraded,
            UnitState.Failed when units.WorkerState == UnitState.Started => HealthStatus.Degraded,
            _ => HealthStatus.Stopped,
        };
        return new UnitHealth(units.Plan.IdOf(slot), status, wrong, checkedAt);
    }
}
