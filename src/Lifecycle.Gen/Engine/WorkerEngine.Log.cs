using Lifecycle.Runtime;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Engine;

/// <content>
/// Log messages; nothing is computed for them without a logger. On the plain way up and down the callers ask whether there is one,
/// so that without it nothing of this is compiled and the assembly of the loggers is not loaded.
/// </content>
internal sealed partial class WorkerEngine
{
    private ILogger CreateLogger(WorkerOptions options) => options.LoggerFactory.CreateLogger(_plan.Worker);

    private long LogBegin(OperationKind kind)
    {
        if (kind != OperationKind.End)
            Write(kind, static (log, engine, kind) => Log.WorkerBegins(log, engine._plan.Worker, kind));

        return _time.GetTimestamp();
    }

    private void LogEnd(Operation operation, Exception? error)
    {
        if (operation.Kind >= OperationKind.End)
            return;

        double elapsed = _time.GetElapsedTime(operation.BeganAt).TotalMilliseconds;
        if (operation.CameUp)
            Write(elapsed, static (log, engine, elapsed) => Log.WorkerStarted(log, engine._plan.Worker, elapsed));
        else if (error is null or OperationCanceledException)
            Write(elapsed, static (log, engine, elapsed) => Log.WorkerStopped(log, engine._plan.Worker, elapsed));
        else
            Write(elapsed, static (log, engine, elapsed) => Log.WorkerFailed(log, engine._plan.Worker, elapsed));
    }

    private void LogStarted(int slot)
        => Write(slot, static (log, engine, slot) => Log.UnitStarted(log, engine._plan.IdOf(slot), engine.ElapsedSince(slot)));

    private void LogStopped(int slot)
        => Write(slot, static (log, engine, slot) => Log.UnitStopped(log, engine._plan.IdOf(slot), engine.ElapsedSince(slot)));

    private double ElapsedSince(int slot) => _time.GetElapsedTime(_began![slot]).TotalMilliseconds;

    private void LogFailure(LifecycleException error)
    {
        if (_log is not null)
            Write(error, static (log, _, error) => Log.HookFailed(log, error.Message, error));
    }

    private void LogRetry(LifecycleException error, int attempt, HookDefinition definition)
    {
        if (_log is not null)
            Write((error, attempt, definition), static (log, _, said) => Log.HookRetried(log, said.attempt, said.definition.Retries + 1, said.error.Message, said.error));
    }

    private void LogRestart(PolicyTask again, LifecycleException? failure)
    {
        if (_log is null)
            return;

        string hook = Failure.Place(_plan.IdOf(again.Slot), again.Definition.Name, Phase.Background);
        if (failure is null)
            Write((again, hook), static (log, engine, said) => Log.TaskRepeated(log, engine._plan.Worker, said.hook, said.again.PauseSeconds));
        else
            Write((again, hook, failure), static (log, engine, said) => Log.TaskRestarted(log, engine._plan.Worker, said.hook, said.again.PauseSeconds, said.failure));
    }

    private void LogPassedOver(PolicyTask task, LifecycleException failure)
    {
        if (_log is not null)
            Write((task, failure), static (log, _, said) => Log.TaskFailurePassedOver(log, said.failure.Message, said.task.Definition.OnFailure, said.failure));
    }

    private void LogAbandoned(string hook)
    {
        if (_log is not null)
            Write(hook, static (log, engine, hook) => Log.HookAbandoned(log, engine._plan.Worker, hook));
    }

    private void LogLateEnd(in Visit visit, Exception? error)
    {
        if (_log is null)
            return;

        // Its units may be gone, but then their definitions are still here from when the hook was given up.
        string? name = (_definitions?[visit.Slot] ?? _units[visit.Slot]?.Define())?.Find(visit.Hook)?.Name;
        string hook = Failure.Place(_plan.IdOf(visit.Slot), name, visit.Phase);
        Write((hook, error), static (log, engine, said) => Log.AbandonedHookEnded(log, engine._plan.Worker, said.hook, said.error));
    }

    /// <summary>
    /// The one place that calls the user's logger. Its failure must not break a start or a stop, and there is nobody left to tell it to: the message
    /// is lost, and what it tells of reaches the callers all the same.
    /// </summary>
    private void Write<T>(T said, Action<ILogger, WorkerEngine, T> write)
    {
        try
        {
            write(_log!, this, said);
        }
        catch (Exception)
        {
            // See above.
        }
    }
}

/// <summary>The messages. Event ids are part of the public contract: never change one.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Worker}: {Operation} begins")]
    public static partial void WorkerBegins(ILogger logger, string worker, OperationKind operation);

    [LoggerMessage(2, LogLevel.Information, "{Worker} is up after {ElapsedMilliseconds:0.###} ms")]
    public static partial void WorkerStarted(ILogger logger, string worker, double elapsedMilliseconds);

    [LoggerMessage(3, LogLevel.Information, "{Worker} is down after {ElapsedMilliseconds:0.###} ms")]
    public static partial void WorkerStopped(ILogger logger, string worker, double elapsedMilliseconds);

    // Each error was logged when it happened; said twice, it would look like two.
    [LoggerMessage(4, LogLevel.Information, "{Worker} is down after {ElapsedMilliseconds:0.###} ms, with errors")]
    public static partial void WorkerFailed(ILogger logger, string worker, double elapsedMilliseconds);

    [LoggerMessage(10, LogLevel.Information, "{Unit} started in {ElapsedMilliseconds:0.###} ms")]
    public static partial void UnitStarted(ILogger logger, string unit, double elapsedMilliseconds);

    [LoggerMessage(11, LogLevel.Information, "{Unit} stopped in {ElapsedMilliseconds:0.###} ms")]
    public static partial void UnitStopped(ILogger logger, string unit, double elapsedMilliseconds);

    [LoggerMessage(20, LogLevel.Error, "{Failure}")]
    public static partial void HookFailed(ILogger logger, string failure, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "Attempt {Attempt} of {Attempts} failed and is repeated: {Failure}")]
    public static partial void HookRetried(ILogger logger, int attempt, int attempts, string failure, Exception exception);

    [LoggerMessage(22, LogLevel.Error, "{Worker} gave up waiting for {Hook}, which goes on by itself")]
    public static partial void HookAbandoned(ILogger logger, string worker, string hook);

    [LoggerMessage(23, LogLevel.Warning, "{Worker}: {Hook} has ended after it was given up")]
    public static partial void AbandonedHookEnded(ILogger logger, string worker, string hook, Exception? exception);

    [LoggerMessage(30, LogLevel.Warning, "{Worker}: {Hook} failed and begins anew in {Pause:0.###} s")]
    public static partial void TaskRestarted(ILogger logger, string worker, string hook, double pause, Exception exception);

    [LoggerMessage(31, LogLevel.Information, "{Worker}: {Hook} ended and begins anew in {Pause:0.###} s")]
    public static partial void TaskRepeated(ILogger logger, string worker, string hook, double pause);

    [LoggerMessage(32, LogLevel.Warning, "{Failure}; its policy ({Policy}) passes over it")]
    public static partial void TaskFailurePassedOver(ILogger logger, string failure, FailurePolicy policy, Exception exception);
}
