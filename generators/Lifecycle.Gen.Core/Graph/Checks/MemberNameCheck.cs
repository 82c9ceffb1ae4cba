using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG2006: a worker has a property per unit, named like its class; two of a name, or one that is taken, do not compile. Units of referenced
/// assemblies nobody here can rename: they go without a property instead.
/// </summary>
public static class MemberNameCheck
{
    /// <summary>What <c>LifecycleWorker</c>, <c>object</c> and the generated part itself call their members.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "StartAsync", "StopAsync", "ReloadAsync", "WaitAsync", "RequestStop", "RequestReload", "State", "Units",
        "StartUnitAsync", "StopUnitAsync", "AttachAsync", "DetachAsync", "Plan", "DisposeAsync", "RunAsync",
        "Options", "Construct", "GetUnit", "GetContext", "Decide", "IsEnabled", "FindUnit", "Present", "Extend", "AsUnit", "CreateLogger", "Health", "StartupReport", "Extensions", "Extension",
    };

    /// <summary>The names that no unit's property may have.</summary>
    public static IEnumerable<string> TakenNames(WorkerModel worker) => [worker.Name, .. s_reserved, .. worker.MemberNames];

    /// <summary>Runs the check.</summary>
    public static IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        var worker = graph.Worker;
        foreach (var group in graph.Nodes.Select(node => node.Unit).Where(unit => unit.IsUnit && unit.Place.IsOwn).GroupBy(unit => unit.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var units = group.ToList();
            var names = string.Join(" and ", units.Select((unit, i) => $"{TypeText(unit)}{Finding.Place(i)}"));
            var taken = group.Key == worker.Name ? $"{names} and the worker's class"
                : s_reserved.Contains(group.Key) ? $"{names} and what every worker has"
                : worker.MemberNames.Contains(group.Key) ? $"{names} and its own"
                : units.Count > 1 ? names
                : null;
            if (taken is not null)
            {
                yield return new Finding(
                    RuleIds.MemberName,
                    SubjectKey.OfType(units[0].Key),
                    units.Skip(1).Select(unit => SubjectKey.OfType(unit.Key)).ToEquatableArray(),
                    [worker.Name, group.Key, taken]);
            }
        }
    }

    private static string TypeText(UnitShape unit) => unit.Type.Name.Replace("global::", "");
}
