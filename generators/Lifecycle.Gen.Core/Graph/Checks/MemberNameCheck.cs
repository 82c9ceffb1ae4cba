using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG2006, the error: a worker has a method for each phase that runs on request; two of a name, or one that is taken, do not compile, and without the
/// method the phase could not be run. Phases of referenced assemblies cannot be renamed here: they get no method instead.
/// </summary>
internal sealed class MemberNameCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.MemberName];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph) => WorkerMembers.Clashes(
        graph.Worker,
        graph.Phases
            .Where(phase => phase.RunsOnRequest && phase.IsOwn)
            .Select(phase => (phase.Method, $"the phase {phase.Key.Replace('+', '.')}", phase.Subject)));
}

/// <summary>LCG2006, the hint: a worker has a property per unit, except where no name is left for it.</summary>
internal sealed class UnitPropertyCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.MemberName];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var units = graph.Nodes.Select(node => node.Unit).Where(unit => unit.IsUnit).ToList();
        var named = PropertyNames.Of(units, new HashSet<string>(WorkerMembers.NamesIn(graph.Worker), StringComparer.Ordinal));
        return WorkerMembers.Clashes(
            graph.Worker,
            units
                .Where(unit => unit.Position.IsOwn && !named.ContainsKey(unit.Key))
                .Select(unit => (PropertyNames.Wish(unit), unit.Type.Name.Replace("global::", ""), SubjectKey.OfType(unit.Key))))
            .Select(finding => finding with { Gravity = Gravity.Info });
    }
}
