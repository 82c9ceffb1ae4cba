using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1006: an input whose type exactly one class provides that is neither marked as a unit nor created by code. A class that is taken as itself
/// is meant as an input (settings, for example), unless its constructor takes a unit, because then code outside of the worker cannot make it, or it does
/// something and only this program could make it.
/// </summary>
internal sealed class ForgottenUnitCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.ForgottenUnit];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        var inputs = Inputs(all.Graphs).GroupBy(input => input.Parameter.Wanted, StringComparer.Ordinal).ToList();
        if (inputs.Count == 0)
            yield break;

        var catalog = all.Catalog;
        var providers = usage.OnlyProviders([.. inputs.Select(input => input.Key)]);
        foreach (var group in inputs)
        {
            if (!providers.TryGetValue(group.Key, out var provider))
                continue;

            var wishes = group.ToList();
            var isItself = wishes[0].Parameter.Type.Brief == provider.Name;
            var isMissed = provider.IsService && (all.Assembly.IsExecutable || !provider.IsPublic);
            if (isItself && !isMissed && !provider.Dependencies.Any(dependency => catalog.Providers(dependency).Count > 0))
                continue;
            if (usage.IsUsed(provider))
                continue;

            yield return new Finding(
                RuleIds.ForgottenUnit,
                wishes[0].Subject,
                wishes.Skip(1).Select(wish => wish.Subject).ToEquatableArray(),
                [
                    wishes[0].Parameter.Type.Brief,
                    SubjectList.Of([.. wishes.Select(wish => wish.Unit.Name)], i => wishes[i].Parameter.Label),
                    provider.Name,
                    provider.Declaration,
                ])
            {
                Targets = [provider.Key],
            };
        }
    }

    private static IEnumerable<(UnitShape Unit, DependencyModel Parameter, SubjectKey Subject)> Inputs(IReadOnlyList<LifecycleGraph> graphs) =>
        graphs.SelectMany(graph => graph.Nodes).SelectMany(InputsOf).Distinct();

    private static IEnumerable<(UnitShape Unit, DependencyModel Parameter, SubjectKey Subject)> InputsOf(GraphNode node)
    {
        for (var i = 0; i < node.Resolutions.Count; i++)
        {
            if (node.Resolutions[i] is Resolution.Input && node.Unit.Dependencies[i] is { Kind: DependencyKind.Open, Late: null, IsOptional: false } parameter)
                yield return (node.Unit, parameter, SubjectKey.OfParameter(node.Unit.Key, i));
        }
    }
}
