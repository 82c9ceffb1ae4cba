using Lifecycle.Core.Collections;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph.Checks;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Composition;

/// <summary>All units and workers of one compilation, for the analyzers' snapshot; the generator gets them one by one.</summary>
/// <param name="Units">The units, in no particular order.</param>
/// <param name="Workers">The workers, without the default one.</param>
/// <param name="Extensions">The extensions that are no units, in no particular order.</param>
/// <param name="Unmarked">What there is to say about other classes.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="Referenced">What referenced assemblies offer to it.</param>
public sealed record CompilationUnits(
    EquatableArray<UnitModel> Units,
    EquatableArray<WorkerReading> Workers,
    EquatableArray<UnitShape> Extensions,
    UnmarkedReading Unmarked,
    AssemblyModel Assembly,
    ReferencedUnits Referenced)
{
    /// <summary>Reads a compilation.</summary>
    public static CompilationUnits Read(Compilation compilation, CancellationToken token)
    {
        var marked = MarkedClasses.ByFile(compilation, token).SelectMany(classes => classes).ToLookup(found => found.Mark, found => found.Type);
        return new CompilationUnits(
            marked[ClassMark.Unit].Select(type => UnitReader.Read(type, token)).ToEquatableArray(),
            marked[ClassMark.Worker].Select(type => WorkerReader.Read(type, token)).ToEquatableArray(),
            marked[ClassMark.Extension].Select(type => ExtensionReader.ReadAlone(type, token)).ToEquatableArray(),
            UnmarkedReading.Of(compilation, token),
            AssemblyReader.Read(compilation, token),
            ManifestReader.Read(compilation, token));
    }

    /// <summary>What plans are made of.</summary>
    public UnitSet ToSet() => new(
        Units.Select(unit => unit.Shape).Concat(Extensions).ToEquatableArray(),
        Workers.Select(worker => worker.Worker).ToEquatableArray(),
        Assembly)
    {
        Referenced = Referenced,
    };

    /// <summary>Everything that is wrong, each thing once.</summary>
    public EquatableArray<Finding> Findings(ICodeUsage around) => Composer.Findings(ToSet(), around)
        .Concat(MissingManifests.Merge(Units.SelectMany(unit => unit.HookFindings).Concat(Workers.SelectMany(worker => worker.HookFindings))))
        .Concat(Unmarked.Findings)
        .Concat(GraphChecks.OfPhases(Unmarked.Phases))
        .Distinct()
        .ToEquatableArray();
}
