using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lifecycle;

/// <content>The plan for people and for other programs.</content>
public sealed partial class WorkerPlan
{
    /// <summary>
    /// The graph as an indented tree: below the worker the units that no other needs, below each unit what it waits for.
    /// What a unit needs is spelled out where it is first met; <c>(*)</c> marks it elsewhere.
    /// </summary>
    public string ToTree()
    {
        var text = new StringBuilder(Worker);
        var shown = new bool[Count];
        var roots = new List<int>();
        for (var slot = 0; slot < Count; slot++)
        {
            if (DependentsOf(slot).IsEmpty)
                roots.Add(slot);
        }

        WriteBranches(text, roots.ToArray(), indent: "", shown);
        WritePhases(text);
        return text.ToString();
    }

    /// <summary>The graph as a Mermaid flowchart: an arrow leads from a unit to what it waits for.</summary>
    public string ToMermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        for (var slot = 0; slot < Count; slot++)
            text.Append(CultureInfo.InvariantCulture, $"    u{slot}[\"{IdOf(slot).Replace("\"", "#quot;", StringComparison.Ordinal)}{SuffixOf(slot)}\"]\n");

        foreach ((var from, var to) in Edges())
            text.Append(CultureInfo.InvariantCulture, $"    u{from} --> u{to}\n");

        for (var i = 0; i < Phases.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"    p{i}([\"{Phases[i]}\"])\n");

        return text.ToString();
    }

    /// <summary>The graph in the DOT language of Graphviz: an edge leads from a unit to what it waits for.</summary>
    public string ToDot()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph {Quote(Worker)} {{\n");
        for (var slot = 0; slot < Count; slot++)
            text.Append(CultureInfo.InvariantCulture, $"    {Quote(IdOf(slot))}{(ConditionOf(slot) is null ? "" : $" [label={Quote(IdOf(slot) + SuffixOf(slot))}, style=dashed]")};\n");

        foreach ((var from, var to) in Edges())
            text.Append(CultureInfo.InvariantCulture, $"    {Quote(IdOf(from))} -> {Quote(IdOf(to))};\n");

        foreach (var phase in Phases)
            text.Append(CultureInfo.InvariantCulture, $"    {Quote(phase.Id)} [label={Quote(phase.ToString())}, shape=note];\n");

        return text.Append("}\n").ToString();

        static string Quote(string id) => $"\"{id.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>
    /// The plan as JSON: <c>{ "worker": …, "units": [ { "id": …, "dependencies": [ … ] } ] }</c>, the units in the order of a sequential start;
    /// one that has a condition says it as <c>"enabledBy"</c>. Custom phases follow as <c>"phases": [ { "id": …, "after": …, "order": … } ]</c>.
    /// </summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("worker", Worker);
            json.WriteStartArray("units");
            foreach (var unit in Units)
            {
                json.WriteStartObject();
                json.WriteString("id", unit.Id);
                if (unit.EnabledBy is { } condition)
                    json.WriteString("enabledBy", condition);
                json.WriteStartArray("dependencies");
                foreach (var dependency in unit.Dependencies)
                    json.WriteStringValue(dependency);

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (Phases.Count > 0)
                WritePhases(json);

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).ReplaceLineEndings("\n");
    }

    private void WritePhases(StringBuilder text)
    {
        foreach (var phase in Phases)
            text.Append("\n  phase ").Append(phase);
    }

    private void WritePhases(Utf8JsonWriter json)
    {
        json.WriteStartArray("phases");
        foreach (var phase in Phases)
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

    private void WriteBranches(StringBuilder text, ReadOnlySpan<int> slots, string indent, bool[] shown)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            var last = i == slots.Length - 1;
            text.Append('\n').Append(indent).Append(last ? "└─ " : "├─ ").Append(IdOf(slot)).Append(SuffixOf(slot));
            if (!shown[slot])
            {
                shown[slot] = true;
                WriteBranches(text, DependenciesOf(slot), indent + (last ? "   " : "│  "), shown);
            }
            else if (!DependenciesOf(slot).IsEmpty)
            {
                text.Append(" (*)");
            }
        }
    }

    /// <summary>What decides whether and when there is the unit, as texts show it behind the id.</summary>
    private string SuffixOf(int slot) => (ConditionOf(slot) is { } condition ? $" (if {condition})" : "") + (IsOnRequest(slot) ? " (on request)" : "");

    private IEnumerable<(int From, int To)> Edges()
    {
        for (var slot = 0; slot < Count; slot++)
        {
            for (var i = 0; i < DependenciesOf(slot).Length; i++)
                yield return (slot, DependenciesOf(slot)[i]);
        }
    }
}
