using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Threading;

namespace Lifecycle.Engine.Operations;

/// <summary>One start, stop, reload or end of a worker or of some of its units. Only one is under way at a time.</summary>
/// <remarks>Fields, as in all of the engine's records: in a fresh process each accessor would be one more method for the JIT.</remarks>
internal sealed class Operation(OperationKind kind) : IHookOwner
{
    private Completion? _completion;

    public readonly OperationKind Kind = kind;

    /// <summary>Cancels a start.</summary>
    public CancellationToken CallerToken;

    /// <summary>It moves some units, and the worker as such stays what it is.</summary>
    public readonly bool IsPartial = kind > OperationKind.End;

    /// <summary>The type of the unit that a partial operation is about, where the unit has to be looked up.</summary>
    public Type? Wanted;

    /// <summary>The instance of that type, where there are several.</summary>
    public string? Instance;

    /// <summary>The custom phase to run, by the name in metadata of its attribute.</summary>
    public string? PhaseId;

    /// <summary>The unit that a partial operation is about.</summary>
    public int Slot = -1;

    /// <summary>Its unit is a new one, and stays only if it comes up.</summary>
    public bool Attaches;

    /// <summary>It makes the units, and brings none of them up.</summary>
    public bool OnlyConstructs;

    /// <summary>The life of its unit ends with it.</summary>
    public bool Detaches;

    /// <summary>A start brings up the standby units that need its unit, too.</summary>
    public bool WithStandby;

    /// <summary>The limit for its way down, in seconds; <see langword="null"/> for that of the worker.</summary>
    public double? ShutdownSeconds;

    /// <summary>The last run hook returned during a partial operation.</summary>
    public bool RunEnded;

    /// <summary>The failure of a task that made a restart of its unit necessary.</summary>
    public LifecycleException? Cause;

    /// <summary>The work item that does it; <see langword="null"/> where a caller's thread does it.</summary>
    public OperationWorkItem? WorkItem;

    /// <summary>The way up is complete.</summary>
    public bool CameUp;

    /// <summary>The life of the units ends with it.</summary>
    public bool EndsUnits;

    /// <summary>Set under the lock, when <see cref="Error"/> is; may be read without it.</summary>
    public volatile bool IsOver;

    /// <summary>What its callers get.</summary>
    public Exception? Error;

    /// <summary>For the log and observers.</summary>
    public long BeganAt;

    /// <summary>Its span.</summary>
    public object? Span;

    /// <summary>The worker, from the moment on at which its hooks may run.</summary>
    public LifecycleWorker? Worker;

    public bool IsUnderWayIn(LifecycleWorker worker) => !IsOver && ReferenceEquals(Worker, worker);

    /// <summary>A task that ends with the operation.</summary>
    public Task WhenOverLocked() => (_completion ??= new Completion()).AddWaiter();

    public void CompleteLocked(Exception? error, IWorkQueue queue)
    {
        Error = error;
        IsOver = true;
        _completion?.Complete(error, queue);
    }
}
