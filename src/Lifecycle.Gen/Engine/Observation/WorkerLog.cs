using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Observation;

/// <summary>
/// What the engine tells a log. Abstract, and made by <see cref="WorkerOptions.LoggerFactory"/> alone: the linker then drops <see cref="LoggerLog"/>,
/// whose generic calls bring a type loader with them, from native programs that have no logger.
/// </summary>
internal abstract class WorkerLog
{
    /// <summary>Whether there is a log for <see cref="UnitStarted"/> and <see cref="UnitStopped"/>.</summary>
    public abstract bool WantsUnits { get; }

    public abstract void WorkerBegins(string worker, string operation);

    public abstract void WorkerStarted(string worker, object elapsedMilliseconds);

    public abstract void WorkerStopped(string worker, object elapsedMilliseconds);

    public abstract void WorkerFailed(string worker, object elapsedMilliseconds);

    public abstract void OperationEnded(string worker, string operation, object elapsedMilliseconds, string errors);

    public abstract void UnitStarted(string unit, object elapsedMilliseconds);

    public abstract void UnitStopped(string unit, object elapsedMilliseconds);

    public abstract void UnitDisabled(string unit, string condition);

    public abstract void UnitDegraded(string unit, string reason, Exception exception);

    public abstract void UnitRecovered(string unit);

    public abstract void HookFailed(string failure, Exception exception);

    public abstract void HookRetried(object attempt, object attempts, string failure, Exception exception);

    public abstract void HookAbandoned(string worker, string hook);

    public abstract void WaitsFor(string worker, string hooks, object seconds);

    public abstract void AbandonedHookEnded(string worker, string hook, Exception? exception);

    public abstract void TaskRestarted(string worker, string hook, object pause, Exception exception);

    public abstract void TaskRepeated(string worker, string hook, object pause);

    public abstract void ObserverFailed(string worker, Exception exception);

    public abstract void TaskFailurePassedOver(string failure, string policy, Exception exception);
}
