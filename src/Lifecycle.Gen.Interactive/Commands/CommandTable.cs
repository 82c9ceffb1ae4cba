using Lifecycle.Interactive.Scripting;
using Lifecycle.Runtime;

namespace Lifecycle.Interactive.Commands;

/// <summary>What can be asked of the worker itself.</summary>
internal sealed class CommandTable(LifecycleWorker worker, Evaluator evaluator)
{
    private const string Help = """
        C# with the units as variables (:units lists them), 'Worker' and 'Cancellation', which Ctrl+C cancels. 'await' works.
          :units          the units, their states and variables
          :plan           what waits for what
          :health         the health, with new answers of the checks
          :start UNIT     starts a unit and what it needs
          :stop UNIT      stops a unit and what needs it
          :reload         stops all units and starts them again
          :phase NAME     runs a phase on request
          :exit           stops the worker, as the end of the input does (Ctrl+D)
        """;

    /// <summary>The names of the commands.</summary>
    public static IEnumerable<string> Names => [":exit", ":health", ":help", ":phase", ":plan", ":reload", ":start", ":stop", ":units"];

    private IEnumerable<PlanPhase> PhasesOnRequest => worker.Plan.Phases.Where(static phase => phase.Anchor is null);

    /// <summary>What can follow a command.</summary>
    public IEnumerable<string> TargetsOf(string command) => command switch
    {
        ":start" or ":stop" => worker.Units.Select(static unit => ShortNameOf(unit.Id)),
        ":phase" => PhasesOnRequest.Select(static phase => NameOf(phase)),
        _ => [],
    };

    /// <summary>Does what a line says.</summary>
    /// <returns>Whether the prompt goes on.</returns>
    /// <exception cref="LifecycleException">The operation failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<bool> RunAsync(string line, CancellationToken cancellationToken)
    {
        var words = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var target = words.Length == 2 ? words[1] : null;
        switch (words[0])
        {
            case ":exit":
                return false;
            case ":help":
                Console.WriteLine(Help);
                break;
            case ":units":
                WriteUnits();
                break;
            case ":plan":
                Console.WriteLine(worker.Plan.ToTree());
                break;
            case ":health":
                Console.WriteLine(await worker.CheckHealthAsync(cancellationToken).ConfigureAwait(false));
                break;
            case ":reload":
                await worker.ReloadAsync(cancellationToken).ConfigureAwait(false);
                Console.WriteLine($"{worker.Plan.Worker}: {worker.State}");
                break;
            case ":start" or ":stop":
                await MoveAsync(words[0], target, cancellationToken).ConfigureAwait(false);
                break;
            case ":phase":
                await RunPhaseAsync(target, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await Console.Error.WriteLineAsync($"There is no command {words[0]}: :help lists them.").ConfigureAwait(false);
                break;
        }

        return true;
    }

    private static string NameOf(PlanPhase phase)
    {
        var name = ShortNameOf(phase.Id);
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }

    /// <summary>Without namespaces before the class.</summary>
    private static string ShortNameOf(string id)
    {
        var name = id.Split('<')[0].Split('[')[0];
        return id[(name.LastIndexOf('.') + 1)..];
    }

    private void WriteUnits()
    {
        var units = worker.Units;
        var width = units.Max(static unit => unit.Id.Length);
        foreach (var unit in units)
        {
            var name = ShortNameOf(unit.Id);
            var variable = evaluator.Variables.FirstOrDefault(variable => string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase));
            Console.WriteLine($"{unit.Id.PadRight(width)}  {unit.State,-8}  {variable?.Name}{(unit.Reason is null ? "" : $"  {unit.Reason}")}");
        }
    }

    private async Task MoveAsync(string command, string? target, CancellationToken cancellationToken)
    {
        var found = worker.Units.Select(static unit => unit.Id)
            .Where(id => id == target || string.Equals(ShortNameOf(id), target, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count != 1)
        {
            await Console.Error.WriteLineAsync(target is null ? $"{command} needs the name of a unit."
                : found.Count == 0 ? $"There is no unit {target}: :units lists them."
                : $"{target} is one of {string.Join(", ", found)}.").ConfigureAwait(false);
            return;
        }

        await (command == ":start"
            ? WorkerHost.StartUnitAsync(worker, found[0], cancellationToken)
            : WorkerHost.StopUnitAsync(worker, found[0], cancellationToken)).ConfigureAwait(false);
        Console.WriteLine(worker.Units.First(unit => unit.Id == found[0]));
    }

    private async Task RunPhaseAsync(string? target, CancellationToken cancellationToken)
    {
        var found = PhasesOnRequest.FirstOrDefault(phase => phase.Id == target || string.Equals(NameOf(phase), target, StringComparison.OrdinalIgnoreCase));
        if (found is { } phase)
        {
            await WorkerHost.RunPhaseAsync(worker, phase.Id, cancellationToken).ConfigureAwait(false);
            Console.WriteLine($"{NameOf(phase)} is done.");
            return;
        }

        var names = string.Join(", ", PhasesOnRequest.Select(static phase => NameOf(phase)));
        var others = names.Length == 0 ? "The worker has none." : $"Those of the worker: {names}.";
        await Console.Error.WriteLineAsync($"There is no phase {target} on request. {others}").ConfigureAwait(false);
    }
}
