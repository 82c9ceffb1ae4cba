using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>A check of one worker's graph.</summary>
internal interface IGraphCheck
{
    /// <summary>The ids of the rules that it reports.</summary>
    IReadOnlyList<string> Rules { get; }

    /// <summary>Runs the check.</summary>
    IEnumerable<Finding> Check(LifecycleGraph graph);
}

/// <summary>A check of all workers of an assembly together.</summary>
internal interface IAssemblyCheck
{
    /// <summary>The ids of the rules that it reports.</summary>
    IReadOnlyList<string> Rules { get; }

    /// <summary>Runs the check.</summary>
    /// <param name="all">The graphs.</param>
    /// <param name="usage">The code around the units.</param>
    IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage);
}

/// <summary>The graphs of an assembly.</summary>
/// <param name="Graphs">Those of all workers; where there is none, that of the worker that could be.</param>
/// <param name="HasWorkers">Whether there are workers.</param>
/// <param name="Assembly">The assembly.</param>
public sealed record AssemblyGraphs(IReadOnlyList<LifecycleGraph> Graphs, bool HasWorkers, AssemblyModel Assembly)
{
    /// <summary>The units that they can be made of.</summary>
    public UnitCatalog Catalog => Graphs[0].Declared;
}
