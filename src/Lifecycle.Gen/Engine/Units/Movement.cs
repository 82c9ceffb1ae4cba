namespace Lifecycle.Engine.Units;

/// <summary>Where an operation stands.</summary>
internal enum OperationState : byte
{
    /// <summary>No operation is under way.</summary>
    None,

    /// <summary>On the way up, and can still be cancelled.</summary>
    GoingUp,

    /// <summary>The way up is over, by a failure or a request: nothing new begins, and what is under way is awaited.</summary>
    CancellingUp,

    /// <summary>The way up is complete.</summary>
    CameUp,

    /// <summary>On the way down, as it was asked for.</summary>
    GoingDown,

    /// <summary>On the way down because the way up was cancelled.</summary>
    RollingBack,
}

/// <summary>What the operation under way does with the units. The operations write it; passes and tasks read it.</summary>
internal struct Movement
{
    public OperationState State;

    /// <summary>It moves some units, and the worker as such stays what it is.</summary>
    public bool IsPartial;

    /// <summary>It is a custom phase on request, which changes no state of a unit.</summary>
    public bool IsOnRequest;

    /// <summary>The limit for its way down, in seconds; <see langword="null"/> for that of the worker.</summary>
    public double? ShutdownSeconds;

    /// <summary>Only the selected units take part. Never set as long as all units go up and down together.</summary>
    public bool IsSelective;

    /// <summary>The worker is to come down: a start or reload rolls back, or is followed by a stop.</summary>
    public bool StopRequested;

    /// <summary>Something failed on the way up, as opposed to a cancelled start.</summary>
    public bool FailedUp;

    /// <summary>A hook or task was abandoned, and may still run.</summary>
    public bool HasAbandoned;

    /// <summary>Everything that failed, in the order in which it happened.</summary>
    public List<LifecycleException>? Errors;

    public readonly bool IsUnderWay => State != OperationState.None;

    /// <summary>Nothing new begins on the way up.</summary>
    public readonly bool IsCancelled => State == OperationState.CancellingUp;

    public readonly bool LeadsUp => State is OperationState.GoingUp or OperationState.CancellingUp;

    /// <summary>Adds a failure of the operation, if one is under way.</summary>
    public void AddError(LifecycleException error)
    {
        if (IsUnderWay)
            (Errors ??= []).Add(error);
    }
}
