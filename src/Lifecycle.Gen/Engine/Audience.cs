namespace Lifecycle.Engine;

/// <summary>
/// Those who look on: the user's observer, and whoever listens to spans and metrics. What they throw harms nobody; the first exception is kept for the log,
/// as all others are most likely the same.
/// </summary>
internal sealed class Audience(WorkerOptions options, string worker)
{
    private readonly IWorkerObserver? _observer = options.Observer;
    private readonly WorkerTracer? _tracer = options.MakeTracer?.Invoke(worker, options.TimeProvider);
    private Exception? _failure;
    private int _failures;

    public void Tell(in WorkerEvent happening)
    {
        try
        {
            _tracer?.OnEvent(in happening);
        }
        catch (Exception e)
        {
            Note(e);
        }

        try
        {
            _observer?.OnEvent(in happening);
        }
        catch (Exception e)
        {
            Note(e);
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
            Note(e);
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
            Note(e);
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
            Note(e);
        }
    }

    /// <summary>The first exception of an observer, or of whoever listens to spans and metrics; once.</summary>
    public Exception? TakeFailure() => _failure is null ? null : Interlocked.Exchange(ref _failure, null);

    /// <summary>What those who look on throw must harm nobody: the first is logged, and all others are most likely the same.</summary>
    private void Note(Exception failure)
    {
        if (Interlocked.Increment(ref _failures) == 1)
            _failure = failure;
    }
}
