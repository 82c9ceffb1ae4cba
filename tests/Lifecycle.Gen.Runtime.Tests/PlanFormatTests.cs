using System.Text.Json;

namespace Lifecycle.Runtime.Tests;

/// <summary>The plan as text, in each of its forms.</summary>
public sealed class PlanFormatTests
{
    private static readonly WorkerPlan s_plan = new("App.Server", static () => ["App.Database", "App.Cache", "App.Api", "App.\"Odd\""], [0, 1, 0, 2, 0, 1, 0]);

    [Fact]
    public void Text_is_the_sequential_order() =>
        Assert.Equal("""
            App.Server
              1 App.Database
              2 App.Cache <- App.Database
              3 App.Api <- App.Database, App.Cache
              4 App."Odd"
            """, s_plan.ToString());

    [Fact]
    public void Tree_spells_out_a_shared_unit_once() =>
        Assert.Equal("""
            App.Server
            ├─ App.Api
            │  ├─ App.Database
            │  └─ App.Cache
            │     └─ App.Database
            └─ App."Odd"
            """, s_plan.ToTree());

    [Fact]
    public void Tree_marks_what_is_spelled_out_elsewhere()
    {
        var plan = new WorkerPlan("W", static () => ["A", "B", "C", "D"], [0, 1, 0, 1, 1, 1, 1]);
        Assert.Equal("""
            W
            ├─ C
            │  └─ B
            │     └─ A
            └─ D
               └─ B (*)
            """, plan.ToTree());
    }

    [Fact]
    public void Mermaid_names_nodes_apart_from_their_labels() =>
        Assert.Equal("""
            flowchart TD
                u0["App.Database"]
                u1["App.Cache"]
                u2["App.Api"]
                u3["App.#quot;Odd#quot;"]
                u1 --> u0
                u2 --> u0
                u2 --> u1

            """, s_plan.ToMermaid());

    [Fact]
    public void Dot_quotes_every_name() =>
        Assert.Equal("""
            digraph "App.Server" {
                "App.Database";
                "App.Cache";
                "App.Api";
                "App.\"Odd\"";
                "App.Cache" -> "App.Database";
                "App.Api" -> "App.Database";
                "App.Api" -> "App.Cache";
            }

            """, s_plan.ToDot());

    [Fact]
    public void Json_can_be_read_back()
    {
        using var json = JsonDocument.Parse(s_plan.ToJson());
        Assert.Equal("App.Server", json.RootElement.GetProperty("worker").GetString());
        var units = json.RootElement.GetProperty("units").EnumerateArray()
            .Select(unit => $"{unit.GetProperty("id")} <- {string.Join(", ", unit.GetProperty("dependencies").EnumerateArray())}");
        Assert.Equal(["App.Database <- ", "App.Cache <- App.Database", "App.Api <- App.Database, App.Cache", "App.\"Odd\" <- "], units);
    }

    /// <summary>A unit that may be left out shows by what, in every form.</summary>
    [Fact]
    public void A_condition_shows_in_every_form()
    {
        var plan = new WorkerPlan("W", static () => ["A", "B"], [0, 1, 0]) { Conditions = static () => [(1, "IsOn")] };
        Assert.Equal("W\n  1 A\n  2 B (if IsOn) <- A", plan.ToString());
        Assert.Equal("W\n└─ B (if IsOn)\n   └─ A", plan.ToTree());
        Assert.Contains("u1[\"B (if IsOn)\"]", plan.ToMermaid(), StringComparison.Ordinal);
        Assert.Contains("    \"B\" [label=\"B (if IsOn)\", style=dashed];\n    \"B\" -> \"A\";", plan.ToDot(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(plan.ToJson());
        JsonElement[] units = [.. json.RootElement.GetProperty("units").EnumerateArray()];
        Assert.False(units[0].TryGetProperty("enabledBy", out _));
        Assert.Equal("IsOn", units[1].GetProperty("enabledBy").GetString());
        Assert.Equal([null, "IsOn"], plan.Units.Select(unit => unit.EnabledBy));
    }

    [Fact]
    public void Custom_phases_follow_the_units_in_each_form()
    {
        var plan = new WorkerPlan("W", static () => ["A"], [0])
        {
            Phases = [new PlanPhase("App.WarmAttribute", Runtime.Hook.OnReady, isAfter: true, PhaseOrder.Parallel),
                new PlanPhase("App.FlushAttribute", -1, isAfter: false, PhaseOrder.Backward)],
        };
        Assert.Equal("W\n  1 A\n  phase App.WarmAttribute after OnReady, parallel\n  phase App.FlushAttribute on request, backward", plan.ToString());
        Assert.Equal("W\n└─ A\n  phase App.WarmAttribute after OnReady, parallel\n  phase App.FlushAttribute on request, backward", plan.ToTree());
        Assert.EndsWith("    p0([\"App.WarmAttribute after OnReady, parallel\"])\n    p1([\"App.FlushAttribute on request, backward\"])\n", plan.ToMermaid(),
            StringComparison.Ordinal);
        Assert.EndsWith("    \"App.FlushAttribute\" [label=\"App.FlushAttribute on request, backward\", shape=note];\n}\n", plan.ToDot(),
            StringComparison.Ordinal);
        using var json = JsonDocument.Parse(plan.ToJson());
        Assert.Equal(
            """[{"id":"App.WarmAttribute","after":"OnReady","order":"parallel"},{"id":"App.FlushAttribute","order":"backward"}]""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("phases")));
    }

    [Fact]
    public void Inputs_and_extension_points_are_in_the_text_and_the_JSON()
    {
        var plan = new WorkerPlan("W", static () => ["A", "B"], [0, 0])
        {
            Details = new Runtime.PlanDetails(
                [new PlanInput("path", "string", isOptional: false, ["A", "B"]), new PlanInput("retries", "int", isOptional: true, ["B"])],
                [new PlanExtensionPoint("App.IFormat", ["B", "A"]), new PlanExtensionPoint("App.IProbe", [])]),
        };
        const string rest =
            "\n  input string path of A, B\n  input int retries of B (optional)"
            + "\n  extension point App.IFormat: B, A\n  extension point App.IProbe: no extension";
        Assert.Equal("W\n  1 A\n  2 B" + rest, plan.ToString());
        Assert.Equal("W\n├─ A\n└─ B" + rest, plan.ToTree());
        using var json = JsonDocument.Parse(plan.ToJson());
        Assert.Equal(
            """[{"name":"path","type":"string","units":["A","B"]},{"name":"retries","type":"int","optional":true,"units":["B"]}]""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("inputs")));
        Assert.Equal(
            """[{"id":"App.IFormat","units":["B","A"]},{"id":"App.IProbe","units":[]}]""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("extensionPoints")));
        Assert.Empty(s_plan.Inputs);
        Assert.Empty(s_plan.ExtensionPoints);
    }
}
