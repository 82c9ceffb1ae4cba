using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lifecycle.Watch.Snapshots;

/// <summary>Writes what a worker is at one moment, as <c>docs/live-page.md</c> describes.</summary>
internal static class SnapshotWriter
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The whole.</summary>
    public static byte[] Whole(LifecycleWorker worker, WorkerEventLog? log, bool allowsActions)
    {
        var health = worker.Health;
        return Whole(worker, health, UnitsOf(worker, health), log, allowsActions);
    }

    /// <summary>The whole, of units that have been asked already.</summary>
    public static byte[] Whole(LifecycleWorker worker, WorkerHealth health, IReadOnlyList<LiveUnit> units, WorkerEventLog? log, bool allowsActions)
    {
        var planned = worker.Plan.Units.ToDictionary(static unit => unit.Id, StringComparer.Ordinal);
        return Write(json =>
        {
            WriteWorker(json, worker, health);
            json.WriteBoolean("actions", allowsActions);
            json.WriteStartArray("units");
            foreach (var unit in units)
                WriteUnit(json, unit, planned);

            json.WriteEndArray();
            json.WriteStartArray("phases");
            foreach (var phase in worker.Plan.Phases)
            {
                json.WriteStartObject();
                json.WriteString("id", phase.Id);
                json.WriteString("text", phase.ToString());
                json.WriteBoolean("onRequest", phase.Anchor is null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteInputs(json, worker.Plan);
            WriteLog(json, worker, log, after: 0);
        });
    }

    /// <summary>What has changed.</summary>
    public static byte[] Change(LifecycleWorker worker, WorkerHealth health, IReadOnlyList<LiveUnit> changed, WorkerEventLog? log, long after) => Write(json =>
    {
        WriteWorker(json, worker, health);
        json.WriteStartArray("units");
        foreach (var unit in changed)
            WriteUnit(json, unit, planned: null);

        json.WriteEndArray();
        WriteLog(json, worker, log, after);
    });

    /// <summary>Why something was not done.</summary>
    public static byte[] Error(string reason) => Write(json => json.WriteString("error", reason));

    /// <summary>The units of a worker as they are now, in the order of the plan.</summary>
    public static IReadOnlyList<LiveUnit> UnitsOf(LifecycleWorker worker, WorkerHealth health)
    {
        var healths = health.Units.ToDictionary(static unit => unit.Id, StringComparer.Ordinal);
        return worker.Units.Select(unit => new LiveUnit(
            unit.Id,
            unit.State,
            healths.GetValueOrDefault(unit.Id)?.Status,
            unit.Reason ?? healths.GetValueOrDefault(unit.Id)?.Message,
            unit.LastChange,
            unit.StartupDuration,
            unit.ShutdownDuration,
            unit.DisplayName,
            unit.Description)).ToList();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteWorker(Utf8JsonWriter json, LifecycleWorker worker, WorkerHealth health)
    {
        json.WriteString("worker", worker.Plan.Worker);
        json.WriteString("state", worker.State.ToString());
        json.WriteString("health", health.Status.ToString());
    }

    private static void WriteUnit(Utf8JsonWriter json, LiveUnit unit, Dictionary<string, PlanUnit>? planned)
    {
        json.WriteStartObject();
        json.WriteString("id", unit.Id);
        json.WriteString("state", unit.State.ToString());
        if (unit.Health is { } health)
            json.WriteString("health", health.ToString());
        if (unit.Reason is { } reason)
            json.WriteString("reason", reason);
        if (unit.LastChange is { } changed)
            json.WriteString("lastChange", changed);

        json.WriteNumber("startMilliseconds", Math.Round(unit.Start.TotalMilliseconds, 1));
        json.WriteNumber("stopMilliseconds", Math.Round(unit.Stop.TotalMilliseconds, 1));
        if (planned is not null)
            WriteFixed(json, unit, planned.GetValueOrDefault(unit.Id));

        json.WriteEndObject();
    }

    private static void WriteFixed(Utf8JsonWriter json, LiveUnit unit, PlanUnit? planned)
    {
        if (unit.DisplayName is { } name)
            json.WriteString("displayName", name);
        if (unit.Description is { } description)
            json.WriteString("description", description);

        json.WriteBoolean("attached", planned is null);
        if (planned?.EnabledBy is { } condition)
            json.WriteString("enabledBy", condition);

        json.WriteStartArray("dependencies");
        foreach (var dependency in planned?.Dependencies ?? [])
            json.WriteStringValue(dependency);

        json.WriteEndArray();
    }

    /// <summary>By name and type. Nothing here has a value to show.</summary>
    private static void WriteInputs(Utf8JsonWriter json, WorkerPlan plan)
    {
        json.WriteStartArray("inputs");
        foreach (var input in plan.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteString("type", input.Type);
            json.WriteBoolean("optional", input.IsOptional);
            json.WriteStartArray("units");
            foreach (var unit in input.Units)
                json.WriteStringValue(unit);

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLog(Utf8JsonWriter json, LifecycleWorker worker, WorkerEventLog? log, long after)
    {
        if (log is null)
            return;

        json.WriteStartArray("log");
        foreach (var (sequence, time, kind, unit, text) in log.After(worker.Plan.Worker, after))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", sequence);
            json.WriteString("time", time);
            json.WriteString("kind", kind);
            if (unit is not null)
                json.WriteString("unit", unit);
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("hooks");
        foreach (var hook in log.HooksOf(worker.Plan.Worker))
        {
            json.WriteStartObject();
            json.WriteString("unit", hook.Unit);
            json.WriteString("hook", hook.Hook);
            json.WriteString("phase", hook.Phase);
            json.WriteNumber("count", hook.Count);
            json.WriteNumber("lastMilliseconds", Math.Round(hook.Last.TotalMilliseconds, 1));
            json.WriteNumber("longestMilliseconds", Math.Round(hook.Longest.TotalMilliseconds, 1));
            json.WriteNumber("failures", hook.Failures);
            json.WriteNumber("restarts", hook.Restarts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>A unit as the page shows it; equal if nothing of that differs.</summary>
internal sealed record LiveUnit(
    string Id,
    UnitState State,
    HealthStatus? Health,
    string? Reason,
    DateTimeOffset? LastChange,
    TimeSpan Start,
    TimeSpan Stop,
    string? DisplayName,
    string? Description);
