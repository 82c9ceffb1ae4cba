using System.Text.Json;
using Lifecycle.Runtime;

namespace Lifecycle.AspNetCore.Page;

/// <summary>What a client asks a worker to do.</summary>
/// <param name="Name"><c>start</c>, <c>stop</c>, <c>reload</c> or <c>phase</c>.</param>
/// <param name="Target">The id of the unit or phase; <see langword="null"/> for the worker.</param>
internal sealed record PageAction(string Name, string? Target)
{
    /// <summary>Reads the body of a request.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> if nothing is.</returns>
    public static string? Read(JsonElement body, LifecycleWorker worker, out PageAction action)
    {
        action = new PageAction("", null);
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("action", out var name) || name.ValueKind != JsonValueKind.String)
            return "The body is an object with \"action\": \"start\", \"stop\", \"reload\" or \"phase\".";

        if (body.TryGetProperty("target", out var target) && target.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            return "\"target\" is the id of a unit or phase.";

        action = new PageAction(name.GetString()!, target.ValueKind == JsonValueKind.String ? target.GetString() : null);
        return action switch
        {
            { Name: "reload", Target: null } => null,
            { Name: "start" or "stop", Target: { } unit } => worker.Units.Any(other => other.Id == unit) ? null : $"There is no unit '{unit}'.",
            { Name: "phase", Target: { } phase } => worker.Plan.Phases.Any(other => other.Id == phase && other.Anchor is null)
                ? null
                : $"There is no phase '{phase}' that runs on request.",
            { Name: "start" or "stop" or "phase" } => $"\"{action.Name}\" needs a \"target\".",
            { Name: "reload" } => "\"reload\" is of the whole worker and has no \"target\".",
            _ => $"There is no action '{action.Name}'.",
        };
    }

    /// <summary>Does it.</summary>
    public Task RunAsync(LifecycleWorker worker, CancellationToken cancellationToken) => Name switch
    {
        "start" => WorkerHost.StartUnitAsync(worker, Target!, cancellationToken),
        "stop" => WorkerHost.StopUnitAsync(worker, Target!, cancellationToken),
        "phase" => WorkerHost.RunPhaseAsync(worker, Target!, cancellationToken),
        _ => worker.ReloadAsync(cancellationToken),
    };
}
