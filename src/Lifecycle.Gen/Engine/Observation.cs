namespace Lifecycle.Engine;

/// <summary>What the engine keeps for those who observe it; there is none where nobody does. Its fields are under the engine's lock.</summary>
internal sealed class Observation(WorkerOptions options, string worker)
{
    private readonly IWorkerObserver? _observer = options.Observer;
    private Watched[] _units = [];
    private Exception? _failure;
    private int _failures;

    /// <summary>What was not told yet.</summary>
    public readonly Queue<WorkerEvent> Events = [];

    private readonly WorkerTracer? _tracer = options.MakeTracer?.Invoke(worker, options.TimeProvider);

    /// <summary>The last start that came up.</summary>
    public StartupRecord? Startup;

    /// <summary>The worker as a whole.</summary>
    public Watched Worker;

    /// <summary>Some thread tells events; it tells those that come meanwhile too.</summary>
    public bool IsTelling;

    /// <summary>The unit in a place; attached units get theirs as they come.</summary>
    public ref Watched this[int slot]
    {
        get
        {
            if (slot >= _units.Length)
                Array.Resize(ref _units, slot + 1);

            return ref _units[slot];
        }
    }

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

    /// <summary>Notes the start that came up just now.</summary>
    public void NoteStartup(WorkerPlan plan, TimeProvider time, long began)
    {
        var units = new (long Began, long Ended)?[plan.Count];
        for (int slot = 0; slot < Math.Min(units.Length, _units.Length); slot++)
        {
            if (_units[slot].Starting is { } starting && starting >= began && _units[slot].Started is { } started)
                units[slot] = (starting, started);
        }

        Startup = new StartupRecord(plan, time, began, time.GetTimestamp(), units);
    }
}

/// <summary>Time stamps of one unit, or of the worker.</summary>
internal struct Watched
{
    /// <summary>When its state last changed.</summary>
    public long? Changed;

    /// <summary>When its last start began.</summary>
    public long? Starting;

    /// <summary>When its last start had come up.</summary>
    public long? Started;

    /// <summary>When the hook that runs began.</summary>
    public long HookBegan;

    /// <summary>The span of the hook that runs.</summary>
    public object? Span;
}
