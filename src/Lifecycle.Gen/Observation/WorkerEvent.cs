namespace Lifecycle;

/// <summary>One event of a worker. Which properties are set depends on <see cref="Kind"/>.</summary>
public readonly struct WorkerEvent
{
    internal WorkerEvent(WorkerEventKind kind, string worker, string? unit = null)
    {
        Kind = kind;
        Worker = worker;
        Unit = unit;
    }

    /// <summary>The kind of event.</summary>
    public WorkerEventKind Kind { get; }

    /// <summary>The full name of the worker's class.</summary>
    public string Worker { get; }

    /// <summary>The id of the unit; <see langword="null"/> if the event is of the whole worker.</summary>
    public string? Unit { get; }

    /// <summary>The name of the phase, such as <c>OnStartup</c>; <see langword="null"/> if the event is not of a hook.</summary>
    public string? Phase { get; internal init; }

    /// <summary>The name of the hook's method; <see langword="null"/> if the event is not of a hook, and for a disposal.</summary>
    public string? Hook { get; internal init; }

    /// <summary>
    /// The operation in progress: <c>Start</c>, <c>Stop</c>, <c>Reload</c>, <c>End</c> (<see cref="OnExitAttribute"/> hooks and disposal),
    /// <c>StartUnits</c>, <c>StopUnits</c>, <c>RestartUnits</c> or <c>RunPhase</c>; <see langword="null"/> if there is none.
    /// </summary>
    public string? Operation { get; internal init; }

    /// <summary>The previous state, of a <see cref="WorkerEventKind.StateChanged"/>.</summary>
    public UnitState From { get; internal init; }

    /// <summary>The new state, of a <see cref="WorkerEventKind.StateChanged"/>.</summary>
    public UnitState To { get; internal init; }

    /// <summary>The time of the event, by <see cref="WorkerOptions.TimeProvider"/>.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>A duration; <see cref="WorkerEventKind"/> says of what.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The number of the attempt of a hook, from 1.</summary>
    public int Attempt { get; internal init; }

    /// <summary>The exception; <see langword="null"/> if there is none.</summary>
    public Exception? Exception { get; internal init; }

    /// <summary>The span of the event, where there is telemetry.</summary>
    internal object? Span { get; init; }

    /// <summary>The event in one line.</summary>
    public override string ToString()
    {
        var subject = Unit is null ? Worker : Hook is null ? Unit : $"{Unit}.{Hook}";
        var what = Kind switch
        {
            WorkerEventKind.StateChanged => $"{From} -> {To}",
            WorkerEventKind.OperationBegan or WorkerEventKind.OperationEnded => $"{Operation} {(Kind == WorkerEventKind.OperationBegan ? "began" : "ended")}",
            WorkerEventKind.HookBegan => $"{Phase} began",
            WorkerEventKind.HookEnded => $"{Phase} ended",
            WorkerEventKind.HookAbandoned => $"{Phase} abandoned",
            WorkerEventKind.HookRetried => $"{Phase} tried again",
            WorkerEventKind.TaskRestarted => "restarted",
            WorkerEventKind.FailurePassedOver => "failure passed over",
            _ => "failed",
        };
        return Exception is null ? $"{subject}: {what}" : $"{subject}: {what} ({ExceptionText.MessageOf(Exception)})";
    }
}
