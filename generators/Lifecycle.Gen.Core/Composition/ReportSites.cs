using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Composition;

/// <summary>Where a finding about units of referenced assemblies is reported: in this assembly, because the other one cannot be edited here.</summary>
internal static class ReportSites
{
    /// <summary>A finding about a worker is reported at the worker, unless something of this assembly takes part in it.</summary>
    public static Finding OfWorker(Finding finding, LifecycleGraph graph) =>
        finding.Subject.Assembly is null ? finding : finding with { Anchor = OwnPart(finding) ?? SiteOf(graph) };

    /// <summary>Advice about a referenced assembly is reported only where code of this one takes part.</summary>
    public static IEnumerable<Finding> OfAdvice(Finding finding)
    {
        if (finding.Subject.Assembly is null)
            return [finding];

        return OwnPart(finding) is { } part ? [finding with { Anchor = part }] : [];
    }

    /// <summary>
    /// Where to report what concerns all workers of an assembly: at the first one, else at the first unit; nowhere in an assembly without either.
    /// </summary>
    public static SubjectKey? OfAssembly(UnitSet set) =>
        set.Workers.Select(worker => worker.Key).OrderBy(key => key, StringComparer.Ordinal)
            .Concat(set.Units.OrderBy(unit => unit.Position).Select(unit => unit.Key))
            .Select(SubjectKey.OfType)
            .FirstOrDefault();

    private static SubjectKey? OwnPart(Finding finding) =>
        finding.Chain.Concat(finding.Targets.Select(SubjectKey.OfType)).FirstOrDefault(subject => subject.Assembly is null);

    /// <summary>The default worker has no source; a finding about it is reported at the first unit of this assembly.</summary>
    private static SubjectKey? SiteOf(LifecycleGraph graph) => !graph.Worker.IsDefault
        ? SubjectKey.OfType(graph.Worker.Key)
        : graph.Nodes.Select(node => node.Unit)
            .Where(unit => unit.Position.IsOwn)
            .OrderBy(unit => unit.Position)
            .Select(unit => SubjectKey.OfType(unit.Key))
            .FirstOrDefault();
}
