namespace Lifecycle.Core.Tests.Architecture;

/// <summary>Which namespaces of a part of the repository may know which others.</summary>
/// <param name="Folder">The part, from the root of the repository.</param>
/// <param name="Arrows">For each namespace of the part those of the repository that it may use. A namespace sees those that contain it without being
/// told.</param>
public sealed record NamespaceTable(string Folder, IReadOnlyDictionary<string, string[]> Arrows)
{
    /// <summary>The tables of all parts that have one.</summary>
    public static readonly IReadOnlyList<NamespaceTable> All = [Generators, Engine];

    // Findings are data, and so are models: neither knows how it is read or checked. Rules alone turn findings into diagnostics.
    private static NamespaceTable Generators => new("generators", new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Lifecycle.Core.Collections"] = [],
        ["Lifecycle.Core.Findings"] = ["Lifecycle.Core.Collections"],
        ["Lifecycle.Core.Rules"] = ["Lifecycle.Core.Findings"],
        ["Lifecycle.Core.Units"] = ["Lifecycle.Core.Collections", "Lifecycle.Core.Findings"],
        ["Lifecycle.Core.Manifest"] = ["Lifecycle.Core.Collections", "Lifecycle.Core.Findings", "Lifecycle.Core.Units"],
        ["Lifecycle.Core.Extraction"] = ["Lifecycle.Core.Collections", "Lifecycle.Core.Findings", "Lifecycle.Core.Manifest", "Lifecycle.Core.Units"],
        ["Lifecycle.Core.Graph"] = ["Lifecycle.Core.Collections", "Lifecycle.Core.Findings", "Lifecycle.Core.Units"],
        ["Lifecycle.Core.Graph.Checks"] = ["Lifecycle.Core.Collections", "Lifecycle.Core.Findings", "Lifecycle.Core.Units"],
        ["Lifecycle.Core.Plan"] = ["Lifecycle.Core.Collections", "Lifecycle.Core.Findings", "Lifecycle.Core.Graph", "Lifecycle.Core.Units"],
        ["Lifecycle.Core.Composition"] =
        [
            "Lifecycle.Core.Collections", "Lifecycle.Core.Extraction", "Lifecycle.Core.Findings", "Lifecycle.Core.Graph", "Lifecycle.Core.Graph.Checks",
            "Lifecycle.Core.Manifest", "Lifecycle.Core.Plan", "Lifecycle.Core.Units",
        ],
        ["Lifecycle.Core.Comparison"] =
        [
            "Lifecycle.Core.Collections", "Lifecycle.Core.Composition", "Lifecycle.Core.Emission", "Lifecycle.Core.Extraction", "Lifecycle.Core.Findings",
            "Lifecycle.Core.Manifest", "Lifecycle.Core.Units",
        ],
        ["Lifecycle.Generator"] =
        [
            "Lifecycle.Core.Collections", "Lifecycle.Core.Composition", "Lifecycle.Core.Emission", "Lifecycle.Core.Extraction", "Lifecycle.Core.Findings",
            "Lifecycle.Core.Manifest", "Lifecycle.Core.Plan", "Lifecycle.Core.Rules", "Lifecycle.Core.Units",
        ],
        ["Lifecycle.Core.Emission"] =
        [
            "Lifecycle.Core.Extraction", "Lifecycle.Core.Manifest", "Lifecycle.Core.Plan", "Lifecycle.Core.Rules", "Lifecycle.Core.Units",
        ],
    });

    // Calls run down, in the order of these rows; events run up through Foundation.EngineEvents alone. The engine itself makes the rooms, and the
    // process runs one.
    private static NamespaceTable Engine => new("src/Lifecycle.Gen/Engine", new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Lifecycle.Engine.Threading"] = [],
        ["Lifecycle.Engine.Foundation"] = ["Lifecycle.Engine.Threading", "Lifecycle.Runtime", "Lifecycle.Runtime.Contract"],
        ["Lifecycle.Engine.Observation"] = ["Lifecycle.Engine.Foundation", "Lifecycle.Runtime"],
        ["Lifecycle.Engine.Units"] = ["Lifecycle.Engine.Foundation", "Lifecycle.Engine.Observation", "Lifecycle.Runtime"],
        ["Lifecycle.Engine.Tasks"] = ["Lifecycle.Engine.Foundation", "Lifecycle.Engine.Units", "Lifecycle.Runtime"],
        ["Lifecycle.Engine.Passes"] =
        [
            "Lifecycle.Engine.Foundation", "Lifecycle.Engine.Tasks", "Lifecycle.Engine.Threading",
            "Lifecycle.Engine.Units", "Lifecycle.Runtime", "Lifecycle.Runtime.Contract.UnitOrder",
        ],
        ["Lifecycle.Engine.Operations"] =
        [
            "Lifecycle.Engine.Foundation", "Lifecycle.Engine.Observation", "Lifecycle.Engine.Passes", "Lifecycle.Engine.Tasks", "Lifecycle.Engine.Threading",
            "Lifecycle.Engine.Units", "Lifecycle.Runtime", "Lifecycle.Runtime.Contract.UnitOrder",
        ],
        ["Lifecycle.Engine.Health"] =
        [
            "Lifecycle.Engine.Foundation", "Lifecycle.Engine.Passes", "Lifecycle.Engine.Tasks",
            "Lifecycle.Engine.Units", "Lifecycle.Runtime",
        ],
        ["Lifecycle.Engine"] =
        [
            "Lifecycle.Engine.Foundation", "Lifecycle.Engine.Health", "Lifecycle.Engine.Observation", "Lifecycle.Engine.Operations",
            "Lifecycle.Engine.Passes", "Lifecycle.Engine.Units", "Lifecycle.Runtime",
        ],
        ["Lifecycle.Engine.Process"] = ["Lifecycle.Engine.Operations"],
    });
}
