namespace Lifecycle.Engine.Observation;

/// <summary>
/// Calls the user's observer and what listens to spans and metrics. Their exceptions stop nothing; the first is kept for the log, because all others
/// are most likely the same.
/// </summary>
internal sealed class ObserverDispatcher(WorkerOptions options, LifecycleWorker worker)
{
    private readonly IWorkerObserver? _observer = options.Observer;
    private readonly IWorkerObserver? _notifier = options.MakeNotifier?.Invoke(worker, options.TimeProvider);
    private readonly WorkerTracer? _tracer = options.MakeTracer?.Invoke(worker.CompiledPlan.Worker, options.TimeProvider);
    private Exception? _failure;
    private int _failures;

    public void Publish(in WorkerEvent happening)
    {
        try
        {
            _tracer?.OnEvent(in happening);
        }
        catch (Exception e)
        {
            KeepFirst(e);
        }

        try
        {
            _notifier?.OnEvent(in happening);
        }
        catch (Exception e)
        {
            KeepFirst(e);
        }

        try
        {
            _observer?.OnEvent(in happening);
        }
        catch (Exception e)
        {
            KeepFirst(e);
        }
    }

    public object? BeginOperation(string operation)
    {
        try
        {
            return _tracer?.BeginOperation(operation);
        }
        catch (Exception e)
        {
            KeepFirst(e);
            return null;
        }
    }

    public object? BeginHook(string unit, string phase, string? hook, object? operation)
    {
        try
        {
            return _tracer?.BeginHook(unit, phase, hook, operation);
        }
        catch (Exception e)
        {
            KeepFirst(e);
            return null;
        }
    }

    public void Leave(object span)
    {
        try
        {
            _tracer!.Leave(span);
        }
        catch (Exception e)
        {
            KeepFirst(e);
        }
    }

    /// <summary>The first exception of an observer or of a listener to spans and metrics; once.</summary>
    public Exception? TakeFailure() => _failure is null ? null : Interlocked.Exchange(ref _failure, null);

    private void KeepFirst(Exception failure)
    {
        if (Interlocked.Increment(ref _failures) == 1)
            _failure = failure;
    }
}
