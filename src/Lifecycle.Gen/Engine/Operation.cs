namespace Lifecycle.Engine;

internal enum OperationKind : byte
{
    Start,
    Stop,
    Reload,

    /// <summary>OnExit and disposal.</summary>
    End,
}

/// <summary>One start, stop, reload or end of a worker. Only one is under way at a time.</summary>
internal sealed class Operation(OperationKind kind)
{
    private TaskCompletionSource? _completion;
    private Exception? _error;
    private bool _over;

    public OperationKind Kind { get; } = kind;

    /// <summary>The caller's wish to cancel a start.</summary>
    public CancellationToken CallerToken { get; init; }

    public CancellationTokenRegistration Registration { get; set; }

    public bool Registered { get; set; }

    /// <summary>Somebody wants the worker down: a start or reload under way turns round, or is followed by a stop.</summary>
    public bool StopRequested { get; set; }

    /// <summary>It is on the way up and can still be cancelled.</summary>
    public bool GoingUp { get; set; }

    /// <summary>Everything that failed, in the order in which it happened.</summary>
    public List<LifecycleException>? Errors { get; set; }

    /// <summary>The way up is complete.</summary>
    public bool CameUp { get; set; }

    /// <summary>Something failed on the way up, as opposed to a cancelled start.</summary>
    public bool FailedUp { get; set; }

    /// <summary>Ends with the operation. Under the engine's lock; made for those who wait only, so that an error nobody waits for is no unobserved one.</summary>
    public Task Completion
    {
        get
        {
            if (_completion is null)
            {
                _completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_over)
                    Settle(_completion);
            }

            return _completion.Task;
        }
    }

    /// <summary>Under the engine's lock; the continuations run elsewhere.</summary>
    public void Complete(Exception? error)
    {
        _error = error;
        _over = true;
        if (_completion is not null)
            Settle(_completion);
    }

    private void Settle(TaskCompletionSource completion)
    {
        if (_error is null)
        {
            completion.TrySetResult();
        }
        else if (_error is OperationCanceledException cancelled)
        {
            completion.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            completion.TrySetException(_error);
            _ = completion.Task.Exception; // Each waiter observes it by awaiting; one who left early owes nothing.
        }
    }
}
