using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Composition;

/// <summary>Where a finding about units of referenced assemblies is reported: never there, because nobody could change anything there.</summary>
internal static class ReportSites
{
    /// <summary>What is wrong with a worker is reported at the worker, unless something of this assembly has a part in it.</summary>
    public static Finding OfWorker(Finding finding, LifecycleGraph graph) =>
        finding.Subject.Assembly is null ? finding : finding with { Anchor = OwnPart(finding) ?? PlaceOf(graph) };

    /// <summary>Advice is only for those who can take it.</summary>
    public static IEnumerable<Finding> OfAdvice(Finding finding)
    {
        if (finding.Subject.Assembly is null)
            return [finding];

        return OwnPart(finding) is { } part ? [finding with { Anchor = part }] : [];
    }

    /// <summary>Where to report what concerns all workers of an assembly: at the first one, else at the first unit; nowhere in an assembly without either.</summary>
    public static SubjectKey? OfAssembly(UnitSet set) =>
        set.Workers.Select(worker => worker.Key).OrderBy(key => key, StringComparer.Ordinal)
            .Concat(set.Units.OrderBy(unit => unit.Place).Select(unit => unit.Key))
            .Select(SubjectKey.OfType)
            .FirstOrDefault();

    private static SubjectKey? OwnPart(Finding finding) =>
        finding.Chain.Concat(finding.Targets.Select(SubjectKey.OfType)).FirstOrDefault(subject => subject.Assembly is null);

    /// <summary>Nobody wrote the default worker; one of the units that it is made for stands in for it.</summary>
    private static SubjectKey? PlaceOf(LifecycleGraph graph) => !graph.Worker.IsDefault
        ? SubjectKey.OfType(graph.Worker.Key)
        : graph.Nodes.Select(node => node.Unit).Where(unit => unit.Place.IsOwn).OrderBy(unit => unit.Place).Select(unit => SubjectKey.OfType(unit.Key)).FirstOrDefault();
}
