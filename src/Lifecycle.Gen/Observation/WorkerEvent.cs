namespace Lifecycle;

/// <summary>One thing that happened to a worker.</summary>
public readonly struct WorkerEvent
{
    internal WorkerEvent(WorkerEventKind kind, string worker, string? unit = null)
    {
        Kind = kind;
        Worker = worker;
        Unit = unit;
    }

    /// <summary>What happened.</summary>
    public WorkerEventKind Kind { get; }

    /// <summary>The full name of the worker's class.</summary>
    public string Worker { get; }

    /// <summary>The id of the unit; <see langword="null"/> where the worker as a whole is meant.</summary>
    public string? Unit { get; }

    /// <summary>The name of the phase, such as <c>OnStartup</c>; <see langword="null"/> where no hook is meant.</summary>
    public string? Phase { get; internal init; }

    /// <summary>The name of the hook's method; <see langword="null"/> where no hook is meant, and for a disposal.</summary>
    public string? Hook { get; internal init; }

    /// <summary>The operation that is under way: <c>Start</c>, <c>Stop</c>, <c>Reload</c>, <c>End</c> (of the units' life), <c>StartUnits</c>, <c>StopUnits</c>, <c>RestartUnits</c> or <c>RunPhase</c>.</summary>
    public string? Operation { get; internal init; }

    /// <summary>The state before.</summary>
    public UnitState From { get; internal init; }

    /// <summary>The state now.</summary>
    public UnitState To { get; internal init; }

    /// <summary>When it happened, by <see cref="WorkerOptions.TimeProvider"/>.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>How long it took; see <see cref="WorkerEventKind"/>.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Which attempt it was, from 1 on.</summary>
    public int Attempt { get; internal init; }

    /// <summary>What was thrown.</summary>
    public Exception? Exception { get; internal init; }

    /// <summary>Where the event is in a trace.</summary>
    internal object? Span { get; init; }

    /// <summary>In one line, as a log would say it.</summary>
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
        return Exception is null ? $"{subject}: {what}" : $"{subject}: {what} ({Exception.Message})";
    }
}
