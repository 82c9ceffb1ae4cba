
namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>The events of an observer are a possible course: states move along edges, each from where the last left it, and what begins ends once.</summary>
internal sealed class EventChecks(World world) : IWorkerObserver
{
    private readonly Dictionary<string, UnitState> _states = [];
    private readonly Dictionary<(string Unit, string Phase, string? Hook), int> _running = [];
    private readonly HashSet<Exception> _failures = new(ReferenceEqualityComparer.Instance);
    private string? _operation;

    /// <summary>How often each hook was abandoned.</summary>
    public Dictionary<(string Unit, string Name), int> Abandonments { get; } = [];

    public void OnEvent(in WorkerEvent happening)
    {
        if (happening.Kind == WorkerEventKind.HookAbandoned && happening is { Unit: { } unit, Hook: { } name })
            Abandonments[(unit, name)] = Abandonments.GetValueOrDefault((unit, name)) + 1;

        switch (happening.Kind)
        {
            case WorkerEventKind.StateChanged:
                CheckState(in happening);
                break;
            case WorkerEventKind.OperationBegan:
                Require(_operation is null, in happening, $"within {_operation}");
                _operation = happening.Operation;
                world.BeginOperation(_operation!);
                break;
            case WorkerEventKind.OperationEnded:
                Require(_operation == happening.Operation, in happening, $"within {_operation}");
                _operation = null;
                world.EndOperation();
                break;
            case WorkerEventKind.HookBegan:
                Count(in happening, 1);
                break;
            case WorkerEventKind.HookEnded or WorkerEventKind.HookAbandoned when happening.Phase is not ("Background" or "Run")
                || happening.Kind == WorkerEventKind.HookEnded:
                Count(in happening, -1);
                break;
            case WorkerEventKind.Failed:
                Require(_failures.Add(happening.Exception!), in happening, "twice");
                break;
        }
    }

    private void CheckState(in WorkerEvent happening)
    {
        var last = _states.GetValueOrDefault(happening.Unit ?? "");
        Require(last == happening.From, in happening, $"but it was {last}");
        _states[happening.Unit ?? ""] = happening.To;
        var isAllowed = happening.Unit is null
            ? Transitions.IsAllowedForWorker(happening.From, happening.To)
            : Transitions.IsAllowed(happening.From, happening.To);
        Require(isAllowed, in happening, "along no edge");
    }

    private void Count(in WorkerEvent happening, int change)
    {
        (string, string, string?) hook = (happening.Unit!, happening.Phase!, happening.Hook);
        var running = _running[hook] = _running.GetValueOrDefault(hook) + change;
        Require(running is 0 or 1 || happening.Phase is "Background" or "Run", in happening, running < 0 ? "without having begun" : "twice at once");
    }

    private void Require(bool holds, in WorkerEvent happening, string what)
    {
        if (!holds)
            world.Checks.Violations.Add($"{happening} {what}");
    }
}
