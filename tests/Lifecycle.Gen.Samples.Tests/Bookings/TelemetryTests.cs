using System.Net;
using System.Threading.Channels;
using Lifecycle.Samples.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Samples.Tests.Bookings;

/// <summary>The sample sends its spans to a collector, which is this test.</summary>
public sealed class TelemetryTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task The_start_is_one_trace_whose_spans_follow_the_graph(Flavour flavour)
    {
        var received = Channel.CreateUnbounded<OtlpSpan>();
        await using var collector = Collect(received.Writer);
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await using var program = ProcessHost.Start(
            [.. await programs.GetAsync("Bookings", flavour), "--urls", "http://127.0.0.1:0", $"--Bookings:File={_folder.File("bookings.db")}"],
            _folder.Path, environment);
        await program.WaitForLineAsync("Now listening on: ");
        program.Signal(ProcessHost.SigTerm);
        Assert.Equal(0, await program.WaitForExitAsync());

        received.Writer.Complete();
        var spans = await received.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var start = Assert.Single(spans, span => span.Name == "Start Worker");
        var trace = spans.Where(span => span.Trace == start.Trace).ToDictionary(span => span.Name, StringComparer.Ordinal);
        Assert.Equal("", start.Parent);
        Assert.All(trace.Values.Except([start]), span => Assert.Equal(start.Id, span.Parent));
        Assert.Subset(trace.Keys.ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal)
        {
            "PreStartup Bookings.BookingSettings", "OnStartup Bookings.Database", "OnStartup Bookings.Confirmations",
        });
        var (settings, database) = (trace["PreStartup Bookings.BookingSettings"], trace["OnStartup Bookings.Database"]);
        Assert.InRange(settings.Ended, start.Began, database.Began);
        Assert.InRange(database.Ended, database.Began, trace["OnStartup Bookings.Confirmations"].Began);
        Assert.Contains(spans, span => span.Name == "Stop Worker" && span.Trace != start.Trace);
    }

    private static WebApplication Collect(ChannelWriter<OtlpSpan> spans)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            foreach (var span in signal == "traces" ? OtlpSpan.ReadRequest(body.ToArray()) : [])
                await spans.WriteAsync(span, context.RequestAborted);

            return Results.StatusCode((int)HttpStatusCode.OK);
        });
        return app;
    }
}
