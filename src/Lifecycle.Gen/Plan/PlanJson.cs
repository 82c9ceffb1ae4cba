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
            if (plan.Inputs.Count > 0)
                WriteInputs(json, plan);
            if (plan.ExtensionPoints.Count > 0)
                WriteExtensionPoints(json, plan);

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

            WriteIds(json, "dependencies", unit.Dependencies);
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

    private static void WriteInputs(Utf8JsonWriter json, WorkerPlan plan)
    {
        json.WriteStartArray("inputs");
        foreach (var input in plan.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteString("type", input.Type);
            if (input.IsOptional)
                json.WriteBoolean("optional", value: true);

            WriteIds(json, "units", input.Units);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteExtensionPoints(Utf8JsonWriter json, WorkerPlan plan)
    {
        json.WriteStartArray("extensionPoints");
        foreach (var point in plan.ExtensionPoints)
        {
            json.WriteStartObject();
            json.WriteString("id", point.Id);
            WriteIds(json, "units", point.Units);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);

        json.WriteEndArray();
    }
}
