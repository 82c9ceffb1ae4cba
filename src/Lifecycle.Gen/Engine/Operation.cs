namespace Lifecycle.Engine;

internal enum OperationKind : byte
{
    Start,
    Stop,
    Reload,

    /// <summary>OnExit and disposal.</summary>
    End,

    /// <summary>One unit and what it needs.</summary>
    StartUnits,

    /// <summary>One unit and what depends on it.</summary>
    StopUnits,

    /// <summary>One unit and what depends on it: down, and up again on the same instances.</summary>
    RestartUnits,

    /// <summary>A custom phase of the units that are up, on request.</summary>
    RunPhase,
}

/// <summary>One start, stop, reload or end of a worker or of some of its units. Only one is under way at a time.</summary>
/// <remarks>Fields, as in all of the engine's records: in a fresh process each accessor would be one more method for the JIT.</remarks>
internal sealed class Operation(OperationKind kind)
{
    private Completion? _completion;

    public readonly OperationKind Kind = kind;

    /// <summary>The caller's wish to cancel a start.</summary>
    public CancellationToken CallerToken;

    /// <summary>It moves some units, and the worker as such stays what it is.</summary>
    public readonly bool IsPartial = kind > OperationKind.End;

    /// <summary>What the unit is that a partial operation is about, where it has to be looked up.</summary>
    public Type? Wanted;

    /// <summary>The custom phase to run, by the name in metadata of its attribute.</summary>
    public string? PhaseId;

    /// <summary>The unit that a partial operation is about.</summary>
    public int Slot = -1;

    /// <summary>Its unit is a new one, and stays only if it comes up.</summary>
    public bool Attaches;

    /// <summary>The life of its units ends with it.</summary>
    public bool Detaches;

    /// <summary>The last run hook returned during a partial operation.</summary>
    public bool RunIsOver;

    /// <summary>The way it is on; <see langword="null"/> where a caller's thread does it.</summary>
    public Errand? Errand;

    public CancellationTokenRegistration Registration;

    public bool Registered;

    /// <summary>Somebody wants the worker down: a start or reload under way turns round, or is followed by a stop.</summary>
    public bool StopRequested;

    /// <summary>It is on the way up and can still be cancelled.</summary>
    public bool GoingUp;

    /// <summary>Everything that failed, in the order in which it happened.</summary>
    public List<LifecycleException>? Errors;

    /// <summary>The way up is complete.</summary>
    public bool CameUp;

    /// <summary>It turned round on the way up.</summary>
    public bool RollsBack;

    /// <summary>The life of the units ends with it.</summary>
    public bool EndsUnits;

    public bool IsOver;

    /// <summary>What its callers get.</summary>
    public Exception? Error;

    /// <summary>For the log and observers.</summary>
    public long BeganAt;

    /// <summary>Where it is in a trace.</summary>
    public object? Span;

    /// <summary>Something failed on the way up, as opposed to a cancelled start.</summary>
    public bool FailedUp;

    /// <summary>A task that ends with the operation. Under the engine's lock.</summary>
    public Task WhenOver() => (_completion ??= new Completion()).AddWaiter();

    /// <summary>Under the engine's lock.</summary>
    public void Complete(Exception? error, IWorkQueue queue)
    {
        Error = error;
        IsOver = true;
        _completion?.Complete(error, queue);
    }
}
