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
        var messages = typeof(LoggerLog).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
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

    private static string KindOf(Instrument instrument) =>
        instrument is Histogram<double> ? "histogram" : instrument is Counter<long> ? "counter" : instrument.IsObservable ? "gauge" : "unknown";

    private static string Page([CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, "../../docs/observability.md");

    [GeneratedRegex(@"^\| `(?<name>lifecycle\.[a-z.]+)` \| (?<kind>[a-z]+), `(?<unit>[^`]+)` \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Row();
}
