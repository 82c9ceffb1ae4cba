using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG2006: a worker has a property per unit, named like its class, and a method per phase on request; two of a name, or one that is taken, do not compile.
/// Units and phases of referenced assemblies nobody here can rename: they go without a member instead.
/// </summary>
public static class MemberNameCheck
{
    /// <summary>What <c>LifecycleWorker</c>, <c>object</c> and the generated part itself call their members.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "StartAsync", "StopAsync", "ReloadAsync", "WaitAsync", "RequestStop", "RequestReload", "State", "Units",
        "StartUnitAsync", "StopUnitAsync", "AttachAsync", "DetachAsync", "Plan", "DisposeAsync", "RunAsync",
        "Options", "Construct", "GetUnit", "GetContext", "Decide", "IsEnabled", "FindUnit", "Present", "Extend", "AsUnit", "RunPhaseAsync", "CreateLogger", "Health", "StartupReport", "Extensions", "Extension",
    };

    /// <summary>The names that no unit's property may have.</summary>
    public static IEnumerable<string> TakenNames(WorkerModel worker) => [worker.Name, .. s_reserved, .. worker.MemberNames];

    /// <summary>Runs the check.</summary>
    public static IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var group in MembersOf(graph).GroupBy(member => member.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var members = group.ToList();
            var names = string.Join(" and ", members.Select((member, i) => $"{member.Owner}{Finding.Place(i)}"));
            var taken = group.Key == worker.Name ? $"{names} and the worker's class"
                : s_reserved.Contains(group.Key) ? $"{names} and what every worker has"
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
        .Where(unit => unit.IsUnit && unit.Place.IsOwn)
        .Select(unit => (unit.Name, TypeText(unit), SubjectKey.OfType(unit.Key)))
        .Concat(graph.Phases.Where(phase => phase.RunsOnRequest && phase.IsOwn).Select(phase => (phase.Method, $"the phase {phase.Key.Replace('+', '.')}", phase.Subject)));

    private static string TypeText(UnitShape unit) => unit.Type.Name.Replace("global::", "");
}
