using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle;

/// <summary>
/// The compile-time graph and order of a worker, as static data: its units in the order of a sequential start (dependencies first, by name where
/// the dependencies leave the order open), each with the units that it waits for.
/// </summary>
public sealed class WorkerPlan
{
    private readonly Func<string[]> _makeIds;
    private readonly ushort[] _data;
    private PlanEdges? _edges;
    private AttachedEdges? _attached;
    private string[]? _ids;
    private (int Slot, string Condition)[]? _conditions;
    private ushort[]? _onRequest;
    private ushort[]? _takes;
    private ushort[]? _standby;
    private ushort[]? _waitingStandby;
    private IReadOnlyList<PlanUnit>? _units;
    private PlanPhase[]? _phases;
    private PlanDetails? _details;

    /// <summary>Called by generated code.</summary>
    /// <param name="worker">The full name of the worker's class.</param>
    /// <param name="ids">The ids of the units; called at the first use of an id.</param>
    /// <param name="dependencies">For each unit the number of units that it waits for, then their indexes, each lower than the unit's own.</param>
    /// <exception cref="ArgumentException">A unit waits for one that does not come before it.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [CLSCompliant(false)]
    public WorkerPlan(string worker, Func<string[]> ids, ReadOnlySpan<ushort> dependencies)
    {
        Worker = worker;
        _makeIds = ids;
        _data = dependencies.ToArray();
        for (var at = 0; at < _data.Length; Count++)
        {
            var end = at + 1 + _data[at];
            for (at++; at < end; at++)
            {
                if (_data[at] >= Count)
                    throw new ArgumentException($"Unit {Count} of {worker} waits for unit {_data[at]}, which does not come before it.", nameof(dependencies));
            }
        }
    }

    /// <summary>The full name of the worker's class.</summary>
    public string Worker { get; }

    /// <summary>Set by generated code: the conditions of units, by index; called at the first use of a condition.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<(int Slot, string Condition)[]>? Conditions { private get; init; }

    /// <summary>
    /// Set by generated code: for each unit that is only started on request its index, the number of units that wait for it without needing it, and
    /// their indexes.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [CLSCompliant(false)]
    public ReadOnlySpan<ushort> OnRequest
    {
        private get => _onRequest;
        init => _onRequest = value.IsEmpty ? null : value.ToArray();
    }

    /// <summary>
    /// Set by generated code: for each unit with hooks that take units or values its index, how many these are, and their indexes;
    /// <see cref="ushort.MaxValue"/> for what the worker does not have.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [CLSCompliant(false)]
    public ReadOnlySpan<ushort> Takes
    {
        private get => _takes;
        init => _takes = value.IsEmpty ? null : value.ToArray();
    }

    /// <summary>Set where a plan is made of a file, and not by a worker.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PlanDetails? Details
    {
        internal get => _details;
        init => _details = value;
    }

    /// <summary>Set by generated code: the indexes of the units on request that come up with a <see cref="UnitAttribute.Standby"/> unit.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [CLSCompliant(false)]
    public ReadOnlySpan<ushort> Standby
    {
        private get => _standby;
        init => _standby = value.IsEmpty ? null : value.ToArray();
    }

    /// <summary>
    /// Set by generated code: the indexes of the <see cref="UnitAttribute.Standby"/> units that need another one, and do not come up with it.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [CLSCompliant(false)]
    public ReadOnlySpan<ushort> WaitingStandby
    {
        private get => _waitingStandby;
        init => _waitingStandby = value.IsEmpty ? null : value.ToArray();
    }

    /// <summary>The number of units.</summary>
    public int Count { get; }

    /// <summary>The units in the order of a start with <see cref="WorkerOptions.MaxConcurrency"/> 1; a stop uses the reverse order.</summary>
    public IReadOnlyList<PlanUnit> Units => _units ??= MakeUnits();

    /// <summary>The custom phases; those with the same anchor in the order in which they run.</summary>
    public IReadOnlyList<PlanPhase> Phases
    {
        get => _phases ?? [];
        [EditorBrowsable(EditorBrowsableState.Never)]
        init => _phases = [.. value];
    }

    /// <summary>The same; as an array, because a call of an interface of one would bring those of all arrays into every native program.</summary>
    internal PlanPhase[] PhaseTable => _phases ?? [];

    /// <summary>What is passed in when the worker is made, by name and type; first what is required, then by name.</summary>
    public IReadOnlyList<PlanInput> Inputs => Details?.Inputs ?? [];

    /// <summary>The extension points that units of the worker extend or take a list of, by name.</summary>
    public IReadOnlyList<PlanExtensionPoint> ExtensionPoints => Details?.ExtensionPoints ?? [];

    internal bool IsDescribed => _details is not null;

    internal bool HasOnRequest => _onRequest is not null;

    /// <summary>Created at the first use: a start and a stop in which no unit has to wait do without.</summary>
    private PlanEdges Edges => _edges ??= new PlanEdges(_data, Count);

    /// <summary>The order as text: one unit a line, each with the units that it waits for; then custom phases, inputs and extension points.</summary>
    /// <returns>Lines separated by <c>\n</c>.</returns>
    public override string ToString() => PlanListing.List(this);

    /// <summary>
    /// The graph as an indented tree: below the worker the units on which no other depends, below each unit those that it waits for.
    /// The dependencies of a unit are listed where it first occurs; <c>(*)</c> marks its other occurrences.
    /// </summary>
    /// <returns>Lines separated by <c>\n</c>.</returns>
    public string ToTree() => PlanListing.Tree(this);

    /// <summary>The graph as a Mermaid flowchart: an arrow leads from a unit to one that it waits for.</summary>
    /// <returns>The text of the flowchart.</returns>
    public string ToMermaid() => PlanDiagram.Mermaid(this);

    /// <summary>The graph in the DOT language of Graphviz: an edge leads from a unit to one that it waits for.</summary>
    /// <returns>The text of the graph.</returns>
    public string ToDot() => PlanDiagram.Dot(this);

    /// <summary>
    /// The plan as JSON: <c>{ "worker": …, "units": [ { "id": …, "dependencies": [ … ] } ] }</c>, the units in the order of a sequential start;
    /// a unit with a condition has it as <c>"enabledBy"</c>, one that is only started on request <c>"onRequest": true</c>. Custom phases follow as
    /// <c>"phases": [ { "id": …, "after": …, "order": … } ]</c>, then <c>"inputs": [ { "name": …, "type": …, "units": [ … ] } ]</c>, with
    /// <c>"optional": true</c> where that is so, and <c>"extensionPoints": [ { "id": …, "units": [ … ] } ]</c>; each only where there are any.
    /// </summary>
    /// <returns>Indented JSON.</returns>
    public string ToJson() => PlanJson.Write(this);

    internal bool IsOnRequest(int slot) => OnRequestIndexOf(slot) >= 0;

    internal bool IsStandby(int slot) => Standby.Contains((ushort)slot);

    /// <summary>Whether a unit that needs a standby unit waits for a start of its own.</summary>
    internal bool WaitsItself(int slot) => WaitingStandby.Contains((ushort)slot);

    /// <summary>Whether a unit that waits for another needs it to be up, and is not merely ordered after it.</summary>
    internal bool Needs(int slot, int dependency)
    {
        var at = OnRequestIndexOf(dependency);
        return at < 0 || !OnRequest.Slice(at + 2, OnRequest[at + 1]).Contains((ushort)slot);
    }

    /// <summary>The unit or value that hooks of a unit take under an index; -1 for none.</summary>
    internal int TakenBy(int slot, int index)
    {
        var data = Takes;
        for (var at = 0; at < data.Length; at += data[at + 1] + 2)
        {
            if (data[at] == slot)
                return data[at + 2 + index] is var taken and not ushort.MaxValue ? taken : -1;
        }

        return -1;
    }

    internal string IdOf(int slot) => slot < Count ? (_ids ??= _makeIds())[slot] : _attached!.IdOf(slot);

    /// <summary>The name of the predicate that decides whether the worker has a unit; <see langword="null"/> for a unit without a condition.</summary>
    internal string? ConditionOf(int slot)
    {
        foreach ((var conditional, var condition) in _conditions ??= Conditions?.Invoke() ?? [])
        {
            if (conditional == slot)
                return condition;
        }

        return null;
    }

    internal ReadOnlySpan<int> DependenciesOf(int slot) => slot < Count ? Edges.DependenciesOf(slot) : _attached!.DependenciesOf(slot);

    internal ReadOnlySpan<int> DependentsOf(int slot) =>
        _attached is not null && _attached.TryGetDependents(slot, out var dependents) ? dependents : slot < Count ? Edges.DependentsOf(slot) : default;

    /// <summary>This plan, which from now on knows what its worker says beside it.</summary>
    internal WorkerPlan DescribedAs(PlanDetails details)
    {
        _details = details;
        return this;
    }

    /// <summary>This plan, which one engine can lay attached units over.</summary>
    internal WorkerPlan WithAttached(AttachedEdges attached)
    {
        var plan = (WorkerPlan)MemberwiseClone();
        plan._attached = attached;
        return plan;
    }

    /// <summary>Where the entry of a unit begins in <see cref="OnRequest"/>; -1 for a unit that the worker's start starts.</summary>
    private int OnRequestIndexOf(int slot)
    {
        var data = OnRequest;
        for (var at = 0; at < data.Length; at += data[at + 1] + 2)
        {
            if (data[at] == slot)
                return at;
        }

        return -1;
    }

    private PlanUnit[] MakeUnits()
    {
        var units = new PlanUnit[Count];
        for (var slot = 0; slot < Count; slot++)
        {
            var dependencies = new string[DependenciesOf(slot).Length];
            for (var i = 0; i < dependencies.Length; i++)
                dependencies[i] = IdOf(DependenciesOf(slot)[i]);

            units[slot] = new PlanUnit(IdOf(slot), dependencies, ConditionOf(slot), IsOnRequest(slot));
        }

        return units;
    }
}
