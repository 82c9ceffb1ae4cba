using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Observation;

/// <summary>
/// Reports what happens, as log messages and as events. Engines without a logger and an observer have none, so that nothing is computed for it and the
/// assembly of the loggers is not loaded.
/// </summary>
internal sealed class Reporter
{
    /// <summary>How long a unit is waited for before the log says so; from one time to the next it is twice as long.</summary>
    private const double FirstNoticeSeconds = 5;

    private const byte MostDoublings = 24;

    private readonly EngineScope _scope;
    private readonly WorkerLog? _log;
    private readonly string _worker;
    private long[]? _began;
    private byte[] _notices = [];
    private bool _logsUnits;

    private Reporter(EngineScope scope, WorkerLog? log, WorkerObservation? events)
    {
        _scope = scope;
        _log = log;
        Events = events;
        _worker = scope.Worker.CompiledPlan.Worker;
    }

    /// <summary>The events; <see langword="null"/> where only a log was asked for.</summary>
    public readonly WorkerObservation? Events;

    /// <returns><see langword="null"/> where the options ask for neither a log nor events.</returns>
    public static Reporter? Create(EngineScope scope)
    {
        if (scope.Options is { MakeLog: null, MakeObservation: null })
            return null;

        var log = scope.Options.MakeLog?.Invoke(scope.Worker.CompiledPlan.Worker);
        return new Reporter(scope, log, scope.Options.MakeObservation?.Invoke(scope, log));
    }

    /// <summary>A pass begins: the time of each unit in it is measured anew.</summary>
    public void PassBegins(int units)
    {
        if (_log is null)
            return;

        if (_began is null || _began.Length < units)
        {
            _began = new long[units];
            _notices = new byte[units];
        }

        Array.Fill(_began, -1);
        Array.Clear(_notices);
    }

    /// <summary>The hooks of a unit begin; once in a pass, as a unit comes back when its tasks have ended and for another attempt.</summary>
    public void UnitBegins(int slot)
    {
        if (_logsUnits && _began![slot] < 0)
            Volatile.Write(ref _began[slot], _scope.Time.GetTimestamp());
    }

    /// <summary>Whether the log is to say what is waited for.</summary>
    public bool NoticesWaits => _log is not null;

    /// <summary>When the log says next that a unit is waited for.</summary>
    public long NextNoticeLocked(int slot, long now) => _began is null ? long.MaxValue
        : SinceLocked(slot, now) + _scope.Ticks(FirstNoticeSeconds * (1 << Math.Min(_notices[slot], MostDoublings)));

    /// <summary>The log says that a unit is waited for.</summary>
    /// <returns>For how long, in seconds.</returns>
    public double CountNoticeLocked(int slot, long now)
    {
        _notices[slot]++;
        return _scope.Time.GetElapsedTime(SinceLocked(slot, now), now).TotalSeconds;
    }

    public void WaitsFor(string hooks, double seconds) => _log?.WaitsFor(_worker, hooks, seconds);

    /// <summary>Where the log does not want each unit, only those have a time that are waited for.</summary>
    private long SinceLocked(int slot, long now)
    {
        ref var began = ref _began![slot];
        if (Volatile.Read(ref began) < 0)
            Volatile.Write(ref began, now);

        return Volatile.Read(ref began);
    }

    public void UnitStarted(int slot, string unit)
    {
        if (_logsUnits)
            _log!.UnitStarted(unit, ElapsedSince(slot));
    }

    public void UnitStopped(int slot, string unit)
    {
        if (_logsUnits)
            _log!.UnitStopped(unit, ElapsedSince(slot));
    }

    public void UnitDisabled(string unit, string condition) => _log?.UnitDisabled(unit, condition);

    /// <summary>Checks are asked again and again; what is logged is a change of the unit's health.</summary>
    public void HealthChecked(string unit, Exception? error, bool wasDegraded)
    {
        if (_log is null || error is not null == wasDegraded)
            return;

        if (error is not null)
            _log.UnitDegraded(unit, ExceptionText.MessageOf(error), error);
        else
            _log.UnitRecovered(unit);
    }

    /// <returns>The span of the operation.</returns>
    public object? OperationBegins(OperationKind kind, out long beganAt)
    {
        beganAt = _scope.Time.GetTimestamp(); // Before the log, which may block while another thread goes on.
        if (_log is not null && kind != OperationKind.End)
        {
            // Once, because there may be a thousand units; and they are timed until the logger has answered, which may block.
            _logsUnits = true;
            _logsUnits = _log.WantsUnits;
            _log.WorkerBegins(_worker, OperationNames.Of(kind));
        }

        return Events?.OperationBegan(kind, out beganAt);
    }

    public void OperationEnded(OperationKind kind, long beganAt, bool isPartial, bool cameUp, Exception? error)
    {
        if (_log is not null && kind != OperationKind.End)
        {
            var elapsed = _scope.Time.GetElapsedTime(beganAt).TotalMilliseconds;
            var failed = error is not (null or OperationCanceledException);
            if (isPartial)
                _log.OperationEnded(_worker, OperationNames.Of(kind), elapsed, failed ? ", with errors" : "");
            else if (cameUp)
                _log.WorkerStarted(_worker, elapsed);
            else if (!failed)
                _log.WorkerStopped(_worker, elapsed);
            else
                _log.WorkerFailed(_worker, elapsed);
        }

        Events?.Dispatch();
    }

    public void Failed(LifecycleException error)
    {
        _log?.HookFailed(error.Message, error);
        Events?.FailureReported(WorkerEventKind.Failed, error);
    }

    public void Retried(LifecycleException error, int attempt, int attempts)
    {
        _log?.HookRetried(attempt, attempts, error.Message, error);
        Events?.FailureReported(WorkerEventKind.HookRetried, error, attempt);
    }

    public void TaskRestarted(string unit, string hook, double pauseSeconds, LifecycleException? failure)
    {
        Events?.TaskRestarted(unit, hook, failure);
        if (_log is null)
            return;

        var name = Failures.Describe(unit, hook, Phase.Background);
        if (failure is null)
            _log.TaskRepeated(_worker, name, pauseSeconds);
        else
            _log.TaskRestarted(_worker, name, pauseSeconds, failure);
    }

    /// <summary>The policy of a task passed over its failure.</summary>
    public void FailurePassedOver(LifecycleException failure, FailurePolicy policy)
    {
        _log?.TaskFailurePassedOver(failure.Message, policy.ToString(), failure);
        Events?.FailureReported(WorkerEventKind.FailurePassedOver, failure);
    }

    public void HookAbandoned(string hook) => _log?.HookAbandoned(_worker, hook);

    public void AbandonedConstructionEnded(Exception? error) => _log?.AbandonedHookEnded(_worker, "the construction of its units", error);

    /// <summary>An abandoned hook has ended after all.</summary>
    /// <param name="unit">The id of its unit.</param>
    /// <param name="definition">The definition of the unit, where it is still known.</param>
    /// <param name="hook">The number of the hook.</param>
    /// <param name="phase">The phase that messages name.</param>
    /// <param name="error">What it failed with.</param>
    public void AbandonedHookEnded(string unit, UnitDefinition? definition, int hook, int phase, Exception? error) =>
        _log?.AbandonedHookEnded(_worker, Failures.Describe(unit, definition?.Find(hook)?.Name, phase), error);

    private double ElapsedSince(int slot) => _scope.Time.GetElapsedTime(_began![slot]).TotalMilliseconds;
}
