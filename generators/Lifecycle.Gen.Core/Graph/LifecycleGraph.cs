using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>One worker's units and the edges between them.</summary>
public sealed class LifecycleGraph
{
    private readonly Dictionary<string, GraphNode> _byKey;

    internal LifecycleGraph(
        WorkerModel worker,
        UnitCatalog catalog,
        UnitCatalog declared,
        WorkerChoices choices,
        IReadOnlyList<GraphNode> nodes,
        IReadOnlyList<Edge> edges,
        IReadOnlyList<Ambiguity> ambiguities)
    {
        Worker = worker;
        Catalog = catalog;
        Declared = declared;
        Choices = choices;
        Nodes = nodes;
        Edges = edges;
        Ambiguities = ambiguities;
        _byKey = nodes.ToDictionary(node => node.Unit.Key, StringComparer.Ordinal);
    }

    /// <summary>The worker.</summary>
    public WorkerModel Worker { get; }

    /// <summary>Every unit that the worker could have, its instances included.</summary>
    public UnitCatalog Catalog { get; }

    /// <summary>The same without instances, as for every worker of the assembly.</summary>
    public UnitCatalog Declared { get; }

    /// <summary>What the worker's attributes decide about its units.</summary>
    public WorkerChoices Choices { get; }

    /// <summary>The units that it has, ordered by id.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The edges, ordered by the unit that waits, then as its class declares them; edges of a unit to itself are included.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>What could mean several units, in the order of the edges.</summary>
    public IReadOnlyList<Ambiguity> Ambiguities { get; }

    /// <summary>The custom phases of the units and of the worker's own hooks, and those that these are anchored to; ordinal order of the keys.</summary>
    public IReadOnlyList<CustomPhaseModel> Phases =>
    [
        .. Nodes.SelectMany(node => node.Unit.Phases)
            .Concat(Worker.Phases)
            .GroupBy(phase => phase.Key, StringComparer.Ordinal)
            .Select(group => group.FirstOrDefault(phase => phase.IsOwn) ?? group.First())
            .OrderBy(phase => phase.Key, StringComparer.Ordinal),
    ];

    /// <summary>The node of a unit of this worker.</summary>
    public GraphNode this[string key] => _byKey[key];
}

/// <summary>One unit in one worker.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Resolutions">What each parameter of its constructor gets.</param>
public sealed record GraphNode(UnitShape Unit, EquatableArray<Resolution> Resolutions)
{
    /// <summary>What each parameter of its condition gets; nothing without one.</summary>
    public EquatableArray<Resolution> Condition { get; init; }
}

/// <summary>A dependency that several units could satisfy.</summary>
/// <param name="Unit">The key of the dependent unit.</param>
/// <param name="Wanted">The required type.</param>
/// <param name="Candidates">The keys of the units that provide it.</param>
/// <param name="Label">The dependency as messages write it.</param>
/// <param name="Subject">Where that is.</param>
public sealed record Ambiguity(string Unit, TypeRef Wanted, EquatableArray<string> Candidates, string Label, SubjectKey Subject);
