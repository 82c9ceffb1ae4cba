using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>The members that a worker's class has beside those that its units and phases give it.</summary>
public static class WorkerMembers
{
    /// <summary>What <c>LifecycleWorker</c>, <c>object</c> and the generated part itself call their members.</summary>
    public static readonly ISet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "StartAsync", "StopAsync", "ReloadAsync", "WaitAsync", "RequestStop", "RequestReload", "State", "Units",
        "StartUnitAsync", "StopUnitAsync", "AttachAsync", "DetachAsync", "Plan", "DisposeAsync", "RunAsync",
        "Options", "Construct", "GetUnit", "GetContext", "Decide", "IsEnabled", "FindUnit", "Present", "Extend", "AsUnit",
        "RunPhaseAsync", "CreateLogger", "Health", "StartupReport", "Extensions", "Extension",
    };

    /// <summary>The names that no unit's property may have.</summary>
    public static IEnumerable<string> NamesIn(WorkerModel worker) => [worker.Name, .. Reserved, .. worker.MemberNames];
}
