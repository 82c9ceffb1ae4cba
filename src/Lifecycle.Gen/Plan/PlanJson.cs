using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lifecycle;

/// <summary>A plan as JSON. In a class of its own, so that native programs that do not call it contain no JSON writer.</summary>
internal static class PlanJson
{
    /// <summary>See <see cref="WorkerPlan.ToJson"/>.</summary>
    public static string Write(WorkerPlan plan)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("worker", plan.Worker);
            WriteUnits(json, plan);
            if (plan.Phases.Count > 0)
                WritePhases(json, plan);

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).ReplaceLineEndings("\n");
    }

    private static void WriteUnits(Utf8JsonWriter json, WorkerPlan plan)
    {
        json.WriteStartArray("units");
        foreach (var unit in plan.Units)
        {
            json.WriteStartObject();
            json.WriteString("id", unit.Id);
            if (unit.EnabledBy is { } condition)
                json.WriteString("enabledBy", condition);
            if (unit.IsOnRequest)
                json.WriteBoolean("onRequest", value: true);

            json.WriteStartArray("dependencies");
            foreach (var dependency in unit.Dependencies)
                json.WriteStringValue(dependency);

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePhases(Utf8JsonWriter json, WorkerPlan plan)
    {
        json.WriteStartArray("phases");
        foreach (var phase in plan.Phases)
        {
            json.WriteStartObject();
            json.WriteString("id", phase.Id);
            if (phase.Anchor is { } anchor)
                json.WriteString(phase.IsAfter ? "after" : "before", anchor);

            json.WriteString("order", phase.OrderName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
