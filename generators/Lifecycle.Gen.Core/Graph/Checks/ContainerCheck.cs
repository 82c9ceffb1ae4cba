using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1012: an input that is a container of what units provide, <c>IList&lt;T&gt;</c> or <c>Lazy&lt;T&gt;</c> for example: only lists that nothing can
/// change are filled by workers. One finding a type, with all consumers.
/// </summary>
internal sealed class ContainerCheck : IAssemblyCheck
{
    private static readonly string[] s_lists =
        ["IList", "ICollection", "List", "ISet", "IReadOnlySet", "HashSet", "Queue", "Stack", "LinkedList", "IAsyncEnumerable"];

    // The first are read as lists of units where they stand alone.
    private static readonly (string Prefix, bool IsList)[] s_containers =
    [
        .. new[] { "IReadOnlyList", "IReadOnlyCollection", "IEnumerable" }.Concat(s_lists)
            .Select(name => ($"global::System.Collections.Generic.{name}<", true)),
        ("global::System.Collections.Immutable.ImmutableArray<", true),
        ("global::System.Collections.Immutable.ImmutableList<", true),
        ("global::System.Collections.Immutable.IImmutableList<", true),
        ("global::System.Collections.ObjectModel.Collection<", true),
        ("global::System.Collections.ObjectModel.ReadOnlyCollection<", true),
        ("global::System.Lazy<", false),
        ("global::System.Func<", false),
        ("global::System.WeakReference<", false),
        ("global::System.Threading.Tasks.Task<", false),
        ("global::System.Threading.Tasks.ValueTask<", false),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.ContainerOfUnits];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        var catalog = all.Catalog;
        foreach (var group in all.Graphs.SelectMany(Inputs).Distinct().GroupBy(input => input.Parameter.Type.Key, StringComparer.Ordinal))
        {
            if (ContentOf(group.Key) is not { } content)
                continue;

            // Of itself a unit can only take further instances, which are no units.
            var providers = catalog.Providers(content.Type);
            var takers = group.Where(taker => providers.Any(unit => unit.Key != taker.Subject.Type)).ToList();
            if (takers.Count == 0)
                continue;

            var wanted = TypeRef.Shorten(content.Type);
            yield return new Finding(
                RuleIds.ContainerOfUnits,
                takers[0].Subject,
                takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
                [
                    takers[0].Parameter.Type.Brief,
                    providers.Count == 1 ? $"the unit {providers[0].Name}" : $"units that are {wanted}",
                    SubjectList.Of([.. takers.Select(taker => taker.Owner)], i => takers[i].Parameter.Label),
                    content.IsList
                        ? $"Write IReadOnlyList<{wanted}>, which has all of them"
                        : $"Write {wanted}: the unit exists before those that take it",
                ]);
        }
    }

    /// <summary>What is in a container, also in one that is in another; <see langword="null"/> for what is none.</summary>
    private static (string Type, bool IsList)? ContentOf(string type)
    {
        (string Type, bool IsList)? found = null;
        for (var rest = type; ; rest = found.Value.Type)
        {
            var container = Array.Find(s_containers, known => rest.StartsWith(known.Prefix, StringComparison.Ordinal));
            if (container.Prefix is { } prefix)
                found = (rest.Substring(prefix.Length, rest.Length - prefix.Length - 1), container.IsList || found is { IsList: true });
            else if (found is not null && rest.EndsWith("[]", StringComparison.Ordinal))
                found = (rest.Substring(0, rest.Length - 2), true);
            else
                return found;
        }
    }

    private static IEnumerable<(string Owner, DependencyModel Parameter, SubjectKey Subject)> Inputs(LifecycleGraph graph) =>
        from node in graph.Nodes
        from i in Enumerable.Range(0, node.Unit.Dependencies.Count)
        where node.Resolutions[i] is Resolution.Input
        select (node.Unit.Name, node.Unit.Dependencies[i], SubjectKey.OfParameter(node.Unit.Key, i));
}
