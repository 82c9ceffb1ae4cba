using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Lifecycle.Engine.Observation;
using Lifecycle.Runtime.Tests.Kit;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Runtime.Tests;

/// <summary>What <c>docs/observability.md</c> lists is what there is (R-OBS-1, R-OBS-2).</summary>
public partial class ObservabilityPageTests
{
    private static readonly string[] s_rows = [.. File.ReadLines(Page()).Where(line => line.StartsWith("| ", StringComparison.Ordinal))];

    [Fact]
    public void R_OBS_2_the_page_lists_the_messages_with_their_event_ids()
    {
        var messages = typeof(LoggerLog).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().OrderBy(message => message.EventId)
            .Select(message => $"| {message.EventId} | {message.Level} | `{message.Message}` |").ToList();

        Assert.NotEmpty(messages);
        Assert.Equal(messages, s_rows.Where(row => row.Length > 2 && char.IsAsciiDigit(row[2])));
    }

    [Fact]
    public async Task R_OBS_1_the_page_lists_the_instruments_and_histograms_advise_bounds_in_seconds()
    {
        var instruments = new SortedDictionary<string, Instrument>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "Lifecycle.Gen")
                    instruments[instrument.Name] = instrument;
            },
        };
        var rig = new Rig { Telemetry = true };
        rig.Unit("a");
        await using var worker = rig.Build(name: "Page.Worker");
        listener.Start();
        await worker.StartAsync().InTime();

        var listed = s_rows.Select(row => Row().Match(row)).Where(match => match.Success)
            .Select(match => (match.Groups["name"].Value, match.Groups["kind"].Value, (string?)match.Groups["unit"].Value));
        Assert.Equal(
            instruments.Values.Select(instrument => (instrument.Name, KindOf(instrument), instrument.Unit)),
            listed.OrderBy(row => row.Item1, StringComparer.Ordinal));
        foreach (var histogram in instruments.Values.OfType<Histogram<double>>())
        {
            var bounds = histogram.Advice?.HistogramBucketBoundaries;
            Assert.NotNull(bounds);
            Assert.Equal((0.001, 60), (bounds[0], bounds[^1]));
            Assert.Equal(bounds.Order(), bounds);
        }
    }

    [Fact]
    public async Task R_OBS_1_the_page_lists_the_tags_of_instruments_and_spans()
    {
        var measured = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var spans = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Lifecycle.Gen")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument.Name, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument.Name, tags));
        listener.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Lifecycle.Gen",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("lifecycle.worker") is "Tags.Worker")
                    spans.UnionWith(activity.TagObjects.Select(tag => tag.Key));
            },
        };
        ActivitySource.AddActivityListener(activities);

        var rig = new Rig { Telemetry = true };
        var runs = 0;
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(
            Hook.Background,
            token => ++runs < 3 ? throw new IOException() : rig.Delay(-1, token),
            new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 5, RestartWindowSeconds = 60 })
            .On(Hook.OnShutdown, () => throw new IOException()));
        var worker = rig.Build(name: "Tags.Worker");
        await worker.StartAsync().InTime();
        rig.Settle();
        listener.RecordObservableInstruments();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        var listed = s_rows.Select(row => Row().Match(row)).Where(match => match.Success).OrderBy(match => match.Groups["name"].Value, StringComparer.Ordinal);
        Assert.Equal(
            measured.Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}"),
            listed.Select(match => $"{match.Groups["name"].Value}: {string.Join(", ", Names(match.Groups["tags"].Value))}"));
        var prose = string.Join('\n', File.ReadLines(Page()).SkipWhile(line => line != "## Spans").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(spans, Names(prose));

        void Note(string instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (name, value) in tags)
            {
                if (name == "lifecycle.worker" && value is not "Tags.Worker")
                    return; // Of another test.
            }

            if (!measured.TryGetValue(instrument, out var names))
                measured.Add(instrument, names = new SortedSet<string>(StringComparer.Ordinal));
            foreach (var (name, _) in tags)
                names.Add(name);
        }
    }

    private static SortedSet<string> Names(string text) => new(TagName().Matches(text).Select(match => match.Value), StringComparer.Ordinal);

    private static string KindOf(Instrument instrument) =>
        instrument is Histogram<double> ? "histogram" : instrument is Counter<long> ? "counter" : instrument.IsObservable ? "gauge" : "unknown";

    private static string Page([CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, "../../docs/observability.md");

    [GeneratedRegex(
        @"^\| `(?<name>lifecycle\.[a-z.]+)` \| (?<kind>[a-z]+), `(?<unit>[^`]+)` \| (?<tags>.*)\|$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Row();

    [GeneratedRegex(@"lifecycle\.[a-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TagName();
}
