using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Observation;

/// <summary>Spans and metrics named <c>Lifecycle.Gen</c>. The names of instruments and tags are part of the public contract.</summary>
/// <remarks>
/// Spans end as their events are published, on any thread; they name their parent instead of relying on what is current there.
/// Background and run hooks have none: they last as long as the worker is up, and all of their work would be one trace (R-BG-7).
/// </remarks>
internal sealed class Telemetry(string worker, TimeProvider time) : WorkerTracer
{
    private const string Name = "Lifecycle.Gen";
    private const string WorkerTag = "lifecycle.worker";
    private const string UnitTag = "lifecycle.unit";
    private const string HookTag = "lifecycle.hook";
    private const string PhaseTag = "lifecycle.phase";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    // Without advice exporters have bounds for milliseconds, and every start falls into the first bucket.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60],
    };

    private static readonly Histogram<double> s_startup = s_meter.CreateHistogram(
        "lifecycle.startup.duration", "s", "How long a unit took to start, and the whole worker where no unit is named.", tags: null, s_seconds);

    private static readonly Histogram<double> s_shutdown = s_meter.CreateHistogram(
        "lifecycle.shutdown.duration", "s", "How long a unit took to stop, and the whole worker where no unit is named.", tags: null, s_seconds);

    private static readonly Counter<long> s_restarts = s_meter.CreateCounter<long>("lifecycle.restarts", "{restart}", "Background tasks that were begun anew.");
    private static readonly Counter<long> s_errors = s_meter.CreateCounter<long>("lifecycle.errors", "{error}", "What failed for good.");
    private static readonly List<Telemetry> s_up = [];

    private long _upSince;

    static Telemetry() => s_meter.CreateObservableGauge("lifecycle.uptime", MeasureUptimes, "s", "For how long the worker has been up.");

    public override object? BeginOperation(string operation)
    {
        var previous = Activity.Current;
        if (s_source.StartActivity($"{operation} {worker}") is not { } activity)
            return null;

        activity.SetTag(WorkerTag, worker);
        Activity.Current = previous;
        return new Span(activity, previous);
    }

    public override object? BeginHook(string unit, string phase, string? hook, object? operation)
    {
        var previous = Activity.Current;
        var activity = operation is Span { Activity: { } parent }
            ? s_source.StartActivity($"{phase} {unit}", ActivityKind.Internal, parent.Context)
            : s_source.StartActivity($"{phase} {unit}");
        if (activity is null)
            return null;

        activity.SetTag(WorkerTag, worker);
        activity.SetTag(UnitTag, unit);
        activity.SetTag(PhaseTag, phase);
        if (hook is not null)
            activity.SetTag(HookTag, hook);

        return new Span(activity, previous);
    }

    public override void Leave(object span) => Activity.Current = ((Span)span).Previous;

    public override void OnEvent(in WorkerEvent happening)
    {
        if (happening.Span is Span span)
            End(span.Activity, in happening);

        switch (happening.Kind)
        {
            case WorkerEventKind.StateChanged when happening.Unit is null:
                EnterWorkerState(happening.To);
                break;
            case WorkerEventKind.StateChanged when happening is { From: UnitState.Starting, To: UnitState.Started }:
                s_startup.Record(happening.Elapsed.TotalSeconds, Tag(WorkerTag, worker), Tag(UnitTag, happening.Unit));
                break;
            case WorkerEventKind.StateChanged when happening is { From: UnitState.Stopping, To: UnitState.Stopped or UnitState.Failed }:
                s_shutdown.Record(happening.Elapsed.TotalSeconds, Tag(WorkerTag, worker), Tag(UnitTag, happening.Unit));
                break;
            case WorkerEventKind.OperationEnded when happening is { Operation: nameof(OperationKind.Start), Exception: null }:
                s_startup.Record(happening.Elapsed.TotalSeconds, Tag(WorkerTag, worker));
                break;
            case WorkerEventKind.OperationEnded when happening is { Operation: nameof(OperationKind.Stop) }:
                s_shutdown.Record(happening.Elapsed.TotalSeconds, Tag(WorkerTag, worker));
                break;
            case WorkerEventKind.TaskRestarted:
                s_restarts.Add(1, Tag(WorkerTag, worker), Tag(UnitTag, happening.Unit), Tag(HookTag, happening.Hook));
                break;
            case WorkerEventKind.Failed:
                s_errors.Add(1, Tag(WorkerTag, worker), Tag(UnitTag, happening.Unit), Tag(PhaseTag, happening.Phase));
                break;
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string? value) => new(name, value);

    private static void End(Activity activity, in WorkerEvent happening)
    {
        if (happening.Exception is { } error)
        {
            activity.SetStatus(ActivityStatusCode.Error, ExceptionText.MessageOf(error));
            activity.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection
            {
                ["exception.type"] = error.GetType().FullName,
                ["exception.message"] = ExceptionText.MessageOf(error),
                ["exception.stacktrace"] = ExceptionText.Of(error),
            }));
        }
        else if (happening.Kind == WorkerEventKind.HookAbandoned)
        {
            activity.SetStatus(ActivityStatusCode.Error, "The hook ignored that it was cancelled, and was abandoned.");
        }

        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }

    private static List<Measurement<double>> MeasureUptimes()
    {
        var uptimes = new List<Measurement<double>>();
        lock (s_up)
        {
            foreach (var telemetry in s_up)
                uptimes.Add(telemetry.MeasureUptime());
        }

        return uptimes;
    }

    private Measurement<double> MeasureUptime() => new(time.GetElapsedTime(_upSince).TotalSeconds, Tag(WorkerTag, worker));

    private void EnterWorkerState(UnitState state)
    {
        lock (s_up)
        {
            s_up.Remove(this);
            if (state != UnitState.Started)
                return;

            _upSince = time.GetTimestamp();
            s_up.Add(this);
        }
    }

    private sealed class Span(Activity activity, Activity? previous)
    {
        public Activity Activity { get; } = activity;

        public Activity? Previous { get; } = previous;
    }
}
