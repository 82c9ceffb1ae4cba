using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG2006: a worker has a property per unit, named like its class, and a method per phase on request; two of a name, or one that is taken, do not compile.
/// Units and phases of referenced assemblies cannot be renamed here: they get no member instead.
/// </summary>
internal sealed class MemberNameCheck : IGraphCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.MemberName];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var group in MembersOf(graph).GroupBy(member => member.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var members = group.ToList();
            var names = string.Join(" and ", members.Select((member, i) => $"{member.Owner}{Finding.LocationOf(i)}"));
            var taken = group.Key == worker.Name ? $"{names} and the worker's class"
                : WorkerMembers.Reserved.Contains(group.Key) ? $"{names} and what every worker has"
                : worker.MemberNames.Contains(group.Key) ? $"{names} and its own"
                : members.Count > 1 ? names
                : null;
            if (taken is not null)
            {
                yield return new Finding(
                    RuleIds.MemberName,
                    members[0].Subject,
                    members.Skip(1).Select(member => member.Subject).ToEquatableArray(),
                    [worker.Name, group.Key, taken]);
            }
        }
    }

    /// <summary>A property per unit, and a method per phase that runs on request.</summary>
    private static IEnumerable<(string Name, string Owner, SubjectKey Subject)> MembersOf(LifecycleGraph graph) => graph.Nodes
        .Select(node => node.Unit)
        .Where(unit => unit.IsUnit && unit.Position.IsOwn)
        .Select(unit => (unit.Name, TypeText(unit), SubjectKey.OfType(unit.Key)))
        .Concat(graph.Phases
            .Where(phase => phase.RunsOnRequest && phase.IsOwn)
            .Select(phase => (phase.Method, $"the phase {phase.Key.Replace('+', '.')}", phase.Subject)));

    private static string TypeText(UnitShape unit) => unit.Type.Name.Replace("global::", "");
}
