using System.Text.Json;
using Lifecycle.Runtime;

namespace Lifecycle.Tool.Reading;

/// <summary>A plan as <see cref="WorkerPlan.ToJson"/> writes it.</summary>
internal static class PlanFile
{
    /// <summary>Reads one.</summary>
    /// <exception cref="ToolException">The text is no plan.</exception>
    public static WorkerPlan Read(string text, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(json.RootElement).ToPlan();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new ToolException($"{path} is no plan as lifecycle plan --format json writes it: {fault.Message}");
        }
    }

    private static PlanParts Read(JsonElement plan)
    {
        var ids = new List<string>();
        var numbers = new List<ushort>();
        var conditions = new List<(int, string)>();
        var onRequest = new List<ushort>();
        foreach (var unit in plan.GetProperty("units").EnumerateArray())
        {
            var dependencies = unit.GetProperty("dependencies").EnumerateArray().Select(static dependency => dependency.GetString()!).ToList();
            numbers.Add((ushort)dependencies.Count);
            foreach (var dependency in dependencies)
            {
                var index = ids.IndexOf(dependency);
                numbers.Add(index >= 0 ? (ushort)index : throw new FormatException($"A unit waits for {dependency}, which does not come before it."));
            }

            if (unit.TryGetProperty("enabledBy", out var condition))
                conditions.Add((ids.Count, condition.GetString()!));
            if (unit.TryGetProperty("onRequest", out var requested) && requested.GetBoolean())
                onRequest.AddRange([(ushort)ids.Count, 0]);
            ids.Add(IdOf(unit));
        }

        return new PlanParts(plan.GetProperty("worker").GetString()!, [.. ids], [.. numbers])
        {
            Conditions = [.. conditions],
            OnRequest = [.. onRequest],
            Phases = [.. All("phases").Select(Phase)],
            Details = new PlanDetails([.. All("inputs").Select(Input)], [.. All("extensionPoints").Select(Point)]),
        };

        IEnumerable<JsonElement> All(string name) => plan.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];
    }

    private static PlanInput Input(JsonElement input) => new(
        input.GetProperty("name").GetString()!,
        input.GetProperty("type").GetString()!,
        input.TryGetProperty("optional", out var optional) && optional.GetBoolean(),
        UnitsOf(input));

    private static PlanExtensionPoint Point(JsonElement point) => new(IdOf(point), UnitsOf(point));

    private static string IdOf(JsonElement element) => element.GetProperty("id").GetString()!;

    private static string[] UnitsOf(JsonElement element) => [.. element.GetProperty("units").EnumerateArray().Select(static unit => unit.GetString()!)];

    private static PlanPhase Phase(JsonElement phase)
    {
        var isAfter = phase.TryGetProperty("after", out var anchor);
        var hasAnchor = isAfter || phase.TryGetProperty("before", out anchor);
        var order = phase.GetProperty("order").GetString() switch
        {
            "forward" => PhaseOrder.Forward,
            "backward" => PhaseOrder.Backward,
            "parallel" => PhaseOrder.Parallel,
            var other => throw new FormatException($"There is no order '{other}' of a phase."),
        };
        return new PlanPhase(IdOf(phase), hasAnchor ? HookOf(anchor.GetString()!) : -1, isAfter, order);
    }

    private static int HookOf(string phase) => phase switch
    {
        nameof(Hook.OnInit) => Hook.OnInit,
        nameof(Hook.PreStartup) => Hook.PreStartup,
        nameof(Hook.OnStartup) => Hook.OnStartup,
        nameof(Hook.OnReady) => Hook.OnReady,
        nameof(Hook.OnDrain) => Hook.OnDrain,
        nameof(Hook.OnShutdown) => Hook.OnShutdown,
        nameof(Hook.PostShutdown) => Hook.PostShutdown,
        nameof(Hook.OnExit) => Hook.OnExit,
        _ => throw new FormatException($"There is no phase '{phase}'."),
    };
}
