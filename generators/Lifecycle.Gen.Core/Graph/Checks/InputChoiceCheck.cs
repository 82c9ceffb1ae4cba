using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1014: an <c>[Input]</c> of a worker that names no input of it, or gives it a name that it cannot have.</summary>
internal sealed class InputChoiceCheck : IGraphCheck
{
    private static readonly string[] s_ofEveryWorker = ["options", "cancellationToken"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.InputAttribute];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var choices = graph.Worker.Inputs;
        if (choices.Count == 0)
            yield break;

        var uses = InputIdentity.UsesIn(graph).ToList();
        var known = new HashSet<(string Unit, string Parameter)>();
        foreach (var choice in choices)
        {
            // What is no unit at all is another rule's (LCG1004).
            if (graph.Catalog.Exactly(choice.Unit.Key) is not { } unit)
                continue;

            var fault = known.Add((unit.Key, choice.Parameter)) ? FaultOf(choice, unit, graph, uses) : ("is there twice", "Remove one");
            if (fault is var (what, remedy))
                yield return new Finding(RuleIds.InputAttribute, choice.Subject, choice.Label, graph.Worker.Name, what, remedy);
        }
    }

    private static (string Fault, string Remedy)? FaultOf(InputChoice choice, UnitShape unit, LifecycleGraph graph, List<InputUse> uses)
    {
        if (!graph.Nodes.Any(node => node.Unit.Type.Key == unit.Type.Key))
            return ($"has no effect: {unit.Name} is not in {graph.Worker.Name}", "Remove it");

        var parameters = unit.Dependencies.Concat(unit.Condition?.Parameters ?? []).ToList();
        if (!parameters.Exists(parameter => parameter.Name == choice.Parameter))
        {
            var names = parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).ToList();
            return names.Count == 0
                ? ($"names no parameter: {unit.Name} takes nothing", "Remove it")
                : ($"names no parameter: {unit.Name} takes {string.Join(" and ", names)}", "Write one of these names");
        }

        var own = uses.FindAll(use => use.Unit.Type.Key == unit.Type.Key && use.Parameter.Name == choice.Parameter);
        if (own.Count == 0)
        {
            var label = parameters.Find(parameter => parameter.Name == choice.Parameter).Label;
            return ($"has no effect: '{label}' is no input of {graph.Worker.Name}, which has it", "Remove it");
        }

        if (!choice.HasName)
            return ("gives a name that no parameter can have", $"Write a name such as \"{choice.Parameter}\"");
        if (s_ofEveryWorker.Contains(choice.InputName))
            return ($"gives the name of a parameter that every worker has: {choice.InputName}", "Write another name");

        var other = uses.Find(use => InputIdentity.NameOf(use.Parameter, use.Input) == choice.InputName && use.Key != own[0].Key);
        return other is null
            ? null
            : ($"gives the name of another input: '{other.Parameter.Label}' of {other.Unit.Name}", "Write a name that no input has, or one of the same type");
    }
}
