using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1007: a unit that no worker of its assembly has. In an assembly without workers, units are meant for the workers of other assemblies.</summary>
internal sealed class StrayUnitCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.StrayUnit];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        var catalog = all.Catalog;
        var members = new HashSet<string>(
            all.Graphs.SelectMany(graph => graph.Nodes).Select(node => SubjectKey.ClassOf(node.Unit.Key)),
            StringComparer.Ordinal);
        // A mixin that is no unit is reported; what it was meant to bring in is not known.
        if (all.Graphs.SelectMany(graph => graph.Worker.Mixins).Any(mixin => catalog.Exactly(mixin.Unit.Key) is null))
            yield break;

        // An ambiguity keeps units out that would be in when it is settled.
        var wanted = new HashSet<string>(
            all.Graphs.SelectMany(graph => graph.Ambiguities).SelectMany(ambiguity => ambiguity.Candidates).Select(SubjectKey.ClassOf),
            StringComparer.Ordinal);
        var taken = new HashSet<string>(
            all.Graphs.SelectMany(graph => graph.Nodes).SelectMany(node => node.Unit.Dependencies)
                .SelectMany(dependency => dependency.Accepted.Append(dependency.Wanted)),
            StringComparer.Ordinal);
        foreach (var unit in catalog.Units.Where(unit => unit.Position.IsOwn && unit.IsUnit && !members.Contains(unit.Key)))
        {
            if (wanted.Contains(unit.Key) || IsAlternative(unit) || unit.Findings.Count > 0 || !unit.AutoInclude)
                continue;
            if (catalog.IsReplaced(unit, byReferenced: false) || all.Graphs.Any(graph => graph.Choices.IsLeftOut(unit)) || usage.IsAttached(unit))
                continue;

            yield return Describe(unit, $"Write [Mixin<{unit.Name}>]");
        }

        // Workers have closed types of a generic unit, and without any there is nothing of it.
        var closed = new HashSet<string>(catalog.Units.Where(unit => unit.IsClosed).Select(unit => SubjectKey.ClassOf(unit.Key)), StringComparer.Ordinal);
        foreach (var unit in catalog.Generic.Where(unit => unit.AutoInclude && unit.Findings.Count == 0 && !closed.Contains(unit.Key)))
        {
            if (!usage.IsAttached(unit))
                yield return Describe(unit, $"Take a closed type of it, or write [Mixin<{unit.Name}<…>>]");
        }

        Finding Describe(UnitShape unit, string remedy)
        {
            var workers = all.Graphs.Select(graph => graph.Worker.Name).ToList();
            return new Finding(
                RuleIds.StrayUnit,
                SubjectKey.OfType(unit.Key),
                unit.Name,
                workers.Count > 4 ? $"{string.Join(", ", workers.Take(4))} and {workers.Count - 4} more" : string.Join(", ", workers),
                workers.Count == 1 ? $"{remedy} on {workers[0]}" : $"{remedy} on the worker that shall run it")
            {
                Gravity = all.Assembly.IsExecutable ? Gravity.OfRule : Gravity.Info,
            };
        }

        // One of several that provide what a worker takes: that the other one was chosen is what workers are for.
        bool IsAlternative(UnitShape unit) => unit.Provides.Concat(unit.Variants).Any(taken.Contains);
    }
}
