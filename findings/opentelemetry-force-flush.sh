#!/usr/bin/env bash
# OpenTelemetry 1.20.1: ForceFlush of a tracer provider whose exporter has not sent anything yet.
#
# ForceFlush says true as soon as the exporter has read the spans of its batch, although it has not returned, and nothing has been
# sent: a process that ends now loses them, with the word that they were flushed. Shutdown waits for the exporter.
#
# Output seen (.NET 10.0.12), while the exporter still waits for its answer:
#   ForceFlush says True, exported: 0
#   exit code 0
set -euo pipefail
source "$(dirname "$0")/lib.sh"

project opentelemetry OpenTelemetry@1.20.1 << 'EOF'
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

using var source = new ActivitySource("shop");
using var exporter = new SlowExporter();
using var provider = Sdk.CreateTracerProviderBuilder().AddSource("shop")
    .AddProcessor(new BatchActivityExportProcessor(exporter, exporterTimeoutMilliseconds: 30_000)).Build();

source.StartActivity("order")!.Dispose();
var flushing = Task.Run(() => provider.ForceFlush(20_000));
exporter.Begun.Wait();
var flushed = await flushing;
Console.WriteLine($"ForceFlush says {flushed}, exported: {exporter.Exported}");
exporter.MayEnd.Set();

internal sealed class SlowExporter : BaseExporter<Activity>
{
    public ManualResetEventSlim Begun { get; } = new();

    public ManualResetEventSlim MayEnd { get; } = new();

    public volatile int Exported;

    public override ExportResult Export(in Batch<Activity> batch)
    {
        // As exporters do: first the spans are put into a message, then it is sent.
        var read = 0;
        foreach (var activity in batch)
            read++;
        Begun.Set();
        MayEnd.Wait(TimeSpan.FromSeconds(60));
        Exported += read;
        return ExportResult.Success;
    }
}
EOF
run opentelemetry > "$folder/seen"
expect "$folder/seen" <<'EOF'
ForceFlush says True, exported: 0
exit code 0
EOF
