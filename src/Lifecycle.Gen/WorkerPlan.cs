using System.ComponentModel;

namespace Lifecycle;

/// <summary>
/// The compile-time graph and order of a worker, as static data: its units in the order in which a sequential start takes them
/// (dependencies first, by name where that leaves the order open), each with the units that it waits for.
/// </summary>
public sealed class WorkerPlan
{
    private readonly Func<string[]> _ids;

    /// <summary>Used by generated code.</summary>
    /// <param name="worker">The full name of the worker's class.</param>
    /// <param name="ids">The ids of the units; called when a name is first needed.</param>
    /// <param name="dependencies">For each unit how many units it waits for, then their places, each lower than its own.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public WorkerPlan(string worker, Func<string[]> ids, ReadOnlySpan<ushort> dependencies)
    {
        Worker = worker;
        _ids = ids;
        Count = dependencies.Length;
    }

    /// <summary>The full name of the worker's class.</summary>
    public string Worker { get; }

    /// <summary>How many units the worker has.</summary>
    public int Count { get; }

    /// <summary>The order, one unit a line.</summary>
    public override string ToString() => string.Join('\n', _ids());
}
