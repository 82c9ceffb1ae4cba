using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>
/// Log messages; nothing is computed for them without a logger. On the plain way up and down the callers ask whether there is one,
/// so that without it nothing of this is compiled and the assembly of the loggers is not loaded.
/// </content>
internal sealed partial class WorkerEngine
{
    private long LogBegin(OperationKind kind)
    {
        if (kind != OperationKind.End)
            _log!.WorkerBegins(_plan.Worker, kind);

        return _time.GetTimestamp();
    }

    private void LogEnd(Operation operation, Exception? error)
    {
        if (operation.Kind == OperationKind.End)
            return;

        var elapsed = _time.GetElapsedTime(operation.BeganAt).TotalMilliseconds;
        var failed = error is not (null or OperationCanceledException);
        if (operation.IsPartial)
            _log!.OperationEnded(_plan.Worker, operation.Kind, elapsed, failed ? ", with errors" : "");
        else if (operation.CameUp)
            _log!.WorkerStarted(_plan.Worker, elapsed);
        else if (!failed)
            _log!.WorkerStopped(_plan.Worker, elapsed);
        else
            _log!.WorkerFailed(_plan.Worker, elapsed);
    }

    private void LogStarted(int slot) =>
        _log!.UnitStarted(_plan.IdOf(slot), ElapsedSince(slot));

    private void LogStopped(int slot) =>
        _log!.UnitStopped(_plan.IdOf(slot), ElapsedSince(slot));

    private void LogDisabled(int slot) =>
        _log!.UnitDisabled(_plan.IdOf(slot), _plan.ConditionOf(slot)!);

    private double ElapsedSince(int slot) => _time.GetElapsedTime(_began![slot]).TotalMilliseconds;

    private void LogFailure(LifecycleException error)
    {
        _log?.HookFailed(error.Message, error);
        if (_observation is not null)
            _observation.TellFailure(WorkerEventKind.Failed, error);
    }

    private void LogRetry(LifecycleException error, int attempt, HookDefinition definition)
    {
        _log?.HookRetried(attempt, definition.Retries + 1, error.Message, error);
        if (_observation is not null)
            _observation.TellFailure(WorkerEventKind.HookRetried, error, attempt);
    }

    private void LogRestart(PolicyTask again, LifecycleException? failure)
    {
        if (_observation is not null)
            _observation.TellRestart(again, failure);
        if (_log is null)
            return;

        var hook = Failure.Place(_plan.IdOf(again.Slot), again.Definition.Name, Phase.Background);
        if (failure is null)
            _log.TaskRepeated(_plan.Worker, hook, again.PauseSeconds);
        else
            _log.TaskRestarted(_plan.Worker, hook, again.PauseSeconds, failure);
    }

    private void LogPassedOver(PolicyTask task, LifecycleException failure)
    {
        _log?.TaskFailurePassedOver(failure.Message, task.Definition.OnFailure, failure);
        if (_observation is not null)
            _observation.TellFailure(WorkerEventKind.FailurePassedOver, failure);
    }

    /// <summary>Checks are asked again and again; what is logged is that a unit's health has changed.</summary>
    public void LogHealth(int slot, Exception? error, bool wasDegraded)
    {
        if (_log is null || error is not null == wasDegraded)
            return;

        if (error is not null)
            _log.UnitDegraded(_plan.IdOf(slot), error.Message, error);
        else
            _log.UnitRecovered(_plan.IdOf(slot));
    }

    private void LogAbandoned(string hook)
    {
        _log?.HookAbandoned(_plan.Worker, hook);
    }

    private void LogLateEnd(in Visit visit, Exception? error)
    {
        if (_log is null)
            return;

        // Its units may be gone, but then their definitions are still here from when the hook was given up.
        var definition = _definitions?[visit.Slot] ?? (_units[visit.Slot] is { } unit ? UnitDefinition.Of(unit) : null);
        var name = definition?.Find(visit.Hook)?.Name;
        var hook = Failure.Place(_plan.IdOf(visit.Slot), name, visit.HookPhase);
        _log.AbandonedHookEnded(_plan.Worker, hook, error);
    }
}
