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
            WriteAll(json, "units", plan.Units, WriteUnit);
            if (plan.Phases.Count > 0)
                WriteAll(json, "phases", plan.Phases, WritePhase);
            if (plan.Inputs.Count > 0)
                WriteAll(json, "inputs", plan.Inputs, WriteInput);
            if (plan.ExtensionPoints.Count > 0)
                WriteAll(json, "extensionPoints", plan.ExtensionPoints, WriteExtensionPoint);

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).ReplaceLineEndings("\n");
    }

    /// <summary>An array of objects.</summary>
    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> writeProperties)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartObject();
            writeProperties(json, one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUnit(Utf8JsonWriter json, PlanUnit unit)
    {
        json.WriteString("id", unit.Id);
        if (unit.EnabledBy is { } condition)
            json.WriteString("enabledBy", condition);
        if (unit.IsOnRequest)
            json.WriteBoolean("onRequest", value: true);

        WriteIds(json, "dependencies", unit.Dependencies);
    }

    private static void WritePhase(Utf8JsonWriter json, PlanPhase phase)
    {
        json.WriteString("id", phase.Id);
        if (phase.Anchor is { } anchor)
            json.WriteString(phase.IsAfter ? "after" : "before", anchor);

        json.WriteString("order", phase.OrderName);
    }

    private static void WriteInput(Utf8JsonWriter json, PlanInput input)
    {
        json.WriteString("name", input.Name);
        json.WriteString("type", input.Type);
        if (input.IsOptional)
            json.WriteBoolean("optional", value: true);

        WriteIds(json, "units", input.Units);
    }

    private static void WriteExtensionPoint(Utf8JsonWriter json, PlanExtensionPoint point)
    {
        json.WriteString("id", point.Id);
        WriteIds(json, "units", point.Units);
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);

        json.WriteEndArray();
    }
}
