namespace Lifecycle.Engine;

/// <summary>
/// What the engine tells those who observe it. Abstract, and made by the setters of <see cref="WorkerOptions"/> alone, as <see cref="WorkerLog"/> is:
/// native programs that nobody observes contain nothing of it. The members whose name begins with Enter are called under the engine's lock, the others are not.
/// </summary>
internal abstract class WorkerObservation
{
    public abstract StartupReport? StartupReport { get; }

    /// <summary>The state of a unit changes, or in place -1 that of the worker.</summary>
    public abstract void EnterState(int slot, UnitState from, UnitState to);

    public abstract void EnterOperationEnd(Operation operation, Exception? error);

    public abstract void EnterAbandoned(int slot, string? hook, int phase, int attempt);

    /// <summary>Tells what was entered.</summary>
    public abstract void Tell();

    public abstract void TellOperationBegins(Operation operation);

    /// <returns>The span that the hook is in, to be left when the call returns.</returns>
    public abstract object? TellHookBegins(in Visit visit);

    public abstract void Leave(object span);

    public abstract void TellHookEnds(in Visit visit, Exception? error);

    /// <summary>The beginning and the end of a background or run hook.</summary>
    public abstract void TellTask(WorkerEventKind kind, SupervisedTask task, Exception? error);

    /// <summary>A failure of a hook, or what became of it.</summary>
    public abstract void TellFailure(WorkerEventKind kind, LifecycleException error, int attempt = 0);

    public abstract void TellRestart(PolicyTask again, LifecycleException? failure);
}
