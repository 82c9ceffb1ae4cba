using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Spans and metrics (R-OBS-1, R-OBS-3).</summary>
public class TelemetryTests
{
    [Fact]
    public async Task R6_after_start_and_stop_startup_shutdown_and_uptime_are_positive_and_a_failing_start_counts_one_error()
    {
        using var metrics = new Metrics();
        var rig = new Rig { Telemetry = true };
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(2, token)).On(Hook.OnShutdown, token => rig.Delay(1, token))).Unit("b", "a");
        var worker = rig.Build(name: "R6.Worker");
        var start = worker.StartAsync();
        rig.Advance(2);
        await start.InTime();
        rig.Advance(5);
        metrics.Observe();
        var stop = worker.StopAsync();
        rig.Advance(1);
        await stop.InTime();
        metrics.Observe();

        Assert.Equal(["a 2", "b 0", " 2"], metrics.Of("lifecycle.startup.duration", "R6.Worker"));
        Assert.Equal(["b 0", "a 1", " 1"], metrics.Of("lifecycle.shutdown.duration", "R6.Worker"));
        Assert.Equal([" 5"], metrics.Of("lifecycle.uptime", "R6.Worker"));
        Assert.Empty(metrics.Of("lifecycle.errors", "R6.Worker"));

        var failing = new Rig { Telemetry = true }.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException())).Build(name: "R6.Failing");
        await Assert.ThrowsAsync<UnitStartException>(() => failing.StartAsync().InTime());
        Assert.Equal(["a 1"], metrics.Of("lifecycle.errors", "R6.Failing"));
        Assert.Empty(metrics.Of("lifecycle.startup.duration", "R6.Failing"));
    }

    [Fact]
    public async Task R_OBS_1_restarts_of_background_tasks_are_counted()
    {
        using var metrics = new Metrics();
        var rig = new Rig { Telemetry = true };
        var runs = 0;
        rig.Unit("a", "", u => u.On(
            Hook.Background,
            token => ++runs < 3 ? throw new IOException() : rig.Delay(-1, token),
            new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 5, RestartWindowSeconds = 60 }));
        var worker = rig.Build(name: "Restarts.Worker");

        await worker.StartAsync().InTime();
        rig.Settle();

        Assert.Equal(["a 1", "a 1"], metrics.Of("lifecycle.restarts", "Restarts.Worker"));
        Assert.Empty(metrics.Of("lifecycle.errors", "Restarts.Worker"));
    }

    [Fact]
    public async Task R_OBS_1_there_is_a_span_per_operation_and_hook_and_what_a_hook_does_is_within_its_span()
    {
        using var spans = new Spans("Spans.Worker");
        var rig = new Rig { Telemetry = true };
        var seen = new List<Activity?>();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, async token =>
        {
            seen.Add(Activity.Current);
            await rig.Delay(2, token);
            seen.Add(Activity.Current);
        })).Unit("b", "a", u => u.On(Hook.OnStartup, () => seen.Add(Activity.Current)).On(Hook.OnShutdown, () => throw new IOException("no")));
        var worker = rig.Build(name: "Spans.Worker");
        using var outer = new Activity("outer").Start();

        var start = worker.StartAsync();
        Assert.Same(outer, Activity.Current);
        rig.Advance(2);
        await start.InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal(["OnStartup a", "OnStartup b", "Start Spans.Worker", "OnShutdown b", "Stop Spans.Worker"], spans.Ended.Select(span => span.DisplayName));
        var a = spans.Ended[0];
        var operation = spans.Ended[2];
        Assert.Equal([a, a, spans.Ended[1]], seen);
        Assert.Equal((operation.SpanId, outer.SpanId), (a.ParentSpanId, operation.ParentSpanId));
        Assert.Equal(("a", "OnStartup", "up1"), (a.GetTagItem("lifecycle.unit"), a.GetTagItem("lifecycle.phase"), a.GetTagItem("lifecycle.hook")));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Error],
            spans.Ended.Select(span => span.Status));
        Assert.Contains(spans.Ended[3].Events, happening => happening.Name == "exception");
    }

    [Fact]
    public async Task R_BG_7_background_hooks_are_in_no_span_of_the_start()
    {
        using var spans = new Spans("Background.Worker");
        var rig = new Rig { Telemetry = true };
        var seen = new TaskCompletionSource<Activity?>();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.Background, () => seen.SetResult(Activity.Current)));
        var worker = rig.Build(pool: true, name: "Background.Worker");

        await worker.StartAsync().InTime();

        Assert.Null(await seen.Task.InTime());
        Assert.Equal(["OnStartup a", "Start Background.Worker"], spans.Ended.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task R_OBS_3_without_telemetry_nothing_is_said_to_those_who_listen()
    {
        using var spans = new Spans("Silent.Worker");
        using var metrics = new Metrics();
        var worker = new Rig().Unit("a").Build(name: "Silent.Worker");

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Empty(spans.Ended);
        Assert.Empty(metrics.Of("lifecycle.startup.duration", "Silent.Worker"));
    }

    [Fact]
    public async Task A_listener_that_throws_harms_nothing()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lifecycle.Gen",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Name.Contains("Throwing", StringComparison.Ordinal)
                ? throw new InvalidOperationException("listener")
                : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);
        var rig = new Rig { Telemetry = true };
        var worker = rig.Unit("a").Build(name: "Throwing.Worker");

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("up a, down a", rig.Journal.ToString());
    }

    /// <summary>The spans of one worker; other tests have theirs at the same time.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans(string worker)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Lifecycle.Gen",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    if (Equals(activity.GetTagItem("lifecycle.worker"), worker))
                        Ended.Add(activity);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public List<Activity> Ended { get; } = [];

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Metrics : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _lock = new();
        private readonly List<(string Instrument, string Worker, string Value)> _values = [];

        public Metrics()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Lifecycle.Gen")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public void Observe() => _listener.RecordObservableInstruments();

        public string[] Of(string instrument, string worker)
        {
            lock (_lock)
                return [.. _values.Where(value => value.Instrument == instrument && value.Worker == worker).Select(value => value.Value)];
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var worker = "";
            var unit = "";
            foreach (var tag in tags)
            {
                if (tag.Key == "lifecycle.worker")
                    worker = (string)tag.Value!;
                else if (tag.Key == "lifecycle.unit")
                    unit = (string)tag.Value!;
            }

            lock (_lock)
                _values.Add((instrument.Name, worker, FormattableString.Invariant($"{unit} {value:0.#}")));
        }
    }
}
