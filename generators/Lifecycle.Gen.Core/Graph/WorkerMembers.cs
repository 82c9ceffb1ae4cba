using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>The members that a worker's class has beside those that its units and phases give it.</summary>
public static class WorkerMembers
{
    /// <summary>What <c>LifecycleWorker</c>, <c>object</c> and the generated part itself call their members.</summary>
    public static readonly ISet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "StartAsync", "StopAsync", "ReloadAsync", "WaitAsync", "WhenQuietAsync", "RequestStop", "RequestReload", "State", "Units",
        "StartUnitAsync", "StopUnitAsync", "AttachAsync", "DetachAsync", "Plan", "DisposeAsync", "RunAsync",
        "Options", "Construct", "GetUnit", "GetContext", "Decide", "IsEnabled", "FindUnit", "Present", "Extend", "AsUnit", "Own", "DescribePlan",
        "RunPhaseAsync", "CreateLogger", "Health", "CheckHealthAsync", "StartupReport", "Extensions", "Extension",
    };

    /// <summary>The names that no unit's property may have.</summary>
    public static IEnumerable<string> NamesIn(WorkerModel worker) => [worker.Name, .. Reserved, .. worker.MemberNames];

    /// <summary>LCG2006 for each name that several members would have, or one that is taken.</summary>
    internal static IEnumerable<Finding> Clashes(WorkerModel worker, IEnumerable<(string Name, string Owner, SubjectKey Subject)> members)
    {
        foreach (var group in members.GroupBy(member => member.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var owners = group.ToList();
            var names = string.Join(" and ", owners.Select((member, i) => $"{member.Owner}{Finding.LocationOf(i)}"));
            var taken = group.Key == worker.Name ? $"{names} and the worker's class"
                : Reserved.Contains(group.Key) ? $"{names} and what every worker has"
                : worker.MemberNames.Contains(group.Key) ? $"{names} and its own"
                : owners.Count > 1 ? names
                : null;
            if (taken is not null)
            {
                yield return new Finding(
                    RuleIds.MemberName,
                    owners[0].Subject,
                    owners.Skip(1).Select(member => member.Subject).ToEquatableArray(),
                    [worker.Name, group.Key, taken]);
            }
        }
    }
}
