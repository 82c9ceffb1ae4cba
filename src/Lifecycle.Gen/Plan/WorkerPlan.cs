using System.ComponentModel;
using System.Globalization;
using System.Text;
using Lifecycle.Engine;

namespace Lifecycle;

/// <summary>
/// The compile-time graph and order of a worker, as static data: its units in the order in which a sequential start takes them
/// (dependencies first, by name where that leaves the order open), each with the units that it waits for.
/// </summary>
public sealed partial class WorkerPlan
{
    private readonly Func<string[]> _makeIds;
    private readonly ushort[] _data;
    private PlanEdges? _edges;
    private string[]? _ids;
    private (int Slot, string Condition)[]? _conditions;
    private ushort[]? _onRequest;
    private IReadOnlyList<PlanUnit>? _units;
    private IReadOnlyList<PlanPhase>? _phases;

    /// <summary>Used by generated code.</summary>
    /// <param name="worker">The full name of the worker's class.</param>
    /// <param name="ids">The ids of the units; called when a name is first needed.</param>
    /// <param name="dependencies">For each unit how many units it waits for, then their places, each lower than its own.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
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

    /// <summary>Used by generated code: the conditions of units, by place; called when one is first needed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<(int Slot, string Condition)[]>? Conditions { private get; init; }

    /// <summary>How many units the worker has.</summary>
    public int Count { get; }

    /// <summary>The units in the order in which a start with <see cref="WorkerOptions.MaxConcurrency"/> 1 takes them; a stop takes them the other way round.</summary>
    public IReadOnlyList<PlanUnit> Units => _units ??= MakeUnits();

    /// <summary>The order, one unit a line, each with what it waits for; then the custom phases.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Worker);
        var width = Count.ToString(CultureInfo.InvariantCulture).Length;
        for (var slot = 0; slot < Count; slot++)
        {
            text.Append('\n').Append((slot + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width + 2)).Append(' ').Append(IdOf(slot)).Append(SuffixOf(slot));
            var separator = " <- ";
            foreach (var dependency in DependenciesOf(slot))
            {
                text.Append(separator).Append(IdOf(dependency));
                separator = ", ";
            }
        }

        WritePhases(text);
        return text.ToString();
    }

    /// <summary>Used by generated code: for each unit that is started on request only its place, how many units wait for it without needing it, and their places.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<ushort> OnRequest
    {
        private get => _onRequest;
        init => _onRequest = value.IsEmpty ? null : value.ToArray();
    }

    /// <summary>The custom phases; those at the same place in the order in which they run.</summary>
    public IReadOnlyList<PlanPhase> Phases
    {
        get => _phases ?? [];
        [EditorBrowsable(EditorBrowsableState.Never)]
        init => _phases = value;
    }

    internal bool HasOnRequest => _onRequest is not null;

    internal bool IsOnRequest(int slot) => PlaceOnRequest(slot) >= 0;

    /// <summary>Whether a unit that waits for another needs it up, and does not only come after it.</summary>
    internal bool Needs(int slot, int dependency)
    {
        var at = PlaceOnRequest(dependency);
        return at < 0 || !OnRequest.Slice(at + 2, OnRequest[at + 1]).Contains((ushort)slot);
    }

    internal string IdOf(int slot) => (_ids ??= _makeIds())[slot];

    /// <summary>The name of the predicate that decides whether the worker has a unit; <see langword="null"/> where it always has.</summary>
    internal string? ConditionOf(int slot)
    {
        foreach ((var place, var condition) in _conditions ??= Conditions?.Invoke() ?? [])
        {
            if (place == slot)
                return condition;
        }

        return null;
    }

    internal ReadOnlySpan<int> DependenciesOf(int slot) => Lookup.DependenciesOf(slot);

    internal ReadOnlySpan<int> DependentsOf(int slot) => Lookup.DependentsOf(slot);

    /// <summary>Who waits for whom, ready to be looked up; a start and a stop in which nobody has to wait do without.</summary>
    private PlanEdges Lookup => _edges ??= new PlanEdges(_data, Count);

    /// <summary>The same plan with another unit in one place, which may be the next one.</summary>
    internal WorkerPlan With(int place, string id, ReadOnlySpan<int> dependencies)
    {
        var count = Math.Max(Count, place + 1);
        var ids = new string[count];
        var data = new List<ushort>();
        for (var slot = 0; slot < count; slot++)
        {
            ids[slot] = slot == place ? id : IdOf(slot);
            var own = slot == place ? dependencies : DependenciesOf(slot);
            data.Add(checked((ushort)own.Length));
            foreach (var dependency in own)
                data.Add(checked((ushort)dependency));
        }

        return new WorkerPlan(Worker, () => ids, data.ToArray()) { Conditions = Conditions, OnRequest = OnRequest, Phases = Phases };
    }

    private int PlaceOnRequest(int slot)
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

            units[slot] = new PlanUnit(IdOf(slot), dependencies, ConditionOf(slot));
        }

        return units;
    }
}
