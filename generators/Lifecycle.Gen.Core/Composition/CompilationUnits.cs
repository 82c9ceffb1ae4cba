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
/// <param name="Extensions">The extensions that are no units, and the values of [Provides], in no particular order.</param>
/// <param name="PointFindings">What is wrong with extension points, and with classes that are marked as phases and are none.</param>
/// <param name="Phases">The custom phases, used or not.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="Referenced">What referenced assemblies offer to it.</param>
public sealed record CompilationUnits(
    EquatableArray<UnitModel> Units,
    EquatableArray<WorkerReading> Workers,
    EquatableArray<UnitShape> Extensions,
    EquatableArray<Finding> PointFindings,
    EquatableArray<CustomPhaseModel> Phases,
    AssemblyModel Assembly,
    ReferencedUnits Referenced)
{
    /// <summary>Reads a compilation.</summary>
    public static CompilationUnits Read(Compilation compilation, CancellationToken token)
    {
        var classes = MarkedClasses.ByFile(compilation, token).SelectMany(classes => classes).ToList();
        var marked = classes.ToLookup(found => found.Mark, found => found.Type);
        var unmarked = new Unmarked();
        unmarked.Visit(compilation.Assembly.GlobalNamespace, token);
        return new CompilationUnits(
            marked[ClassMark.Unit].Select(type => UnitReader.Read(type, token)).ToEquatableArray(),
            marked[ClassMark.Worker].Select(type => WorkerReader.Read(type, token)).ToEquatableArray(),
            marked[ClassMark.Extension].Select(type => ExtensionReader.ReadAlone(type, token))
                .Concat(classes.SelectMany(found => ProvidedReader.MembersOf(found.Type)).Select(member => ProvidedReader.Read(member, token)))
                .ToEquatableArray(),
            unmarked.Findings.ToEquatableArray(),
            unmarked.Phases.Values.ToEquatableArray(),
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
        .Concat(PointFindings)
        .Concat(GraphChecks.OfPhases(Phases))
        .Distinct()
        .ToEquatableArray();

    /// <summary>What is no unit and no worker, and has something to report all the same: classes as extension points and as phases.</summary>
    private sealed class Unmarked
    {
        public List<Finding> Findings { get; } = [];

        public SortedDictionary<string, CustomPhaseModel> Phases { get; } = new(StringComparer.Ordinal);

        public void Visit(INamespaceOrTypeSymbol container, CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            foreach (var member in TypeWalk.ContentOf(container))
            {
                if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
                    Read(type);
                Visit(member, token);
            }
        }

        private void Read(INamedTypeSymbol type)
        {
            if (ExtensionReader.FaultOfPoint(type) is { } fault)
                Findings.Add(fault);
            if (PhaseReader.FaultOfMarked(type) is { } stray)
                Findings.Add(stray);
            foreach (var phase in PhaseReader.Declared(type))
            {
                // One of another assembly, which it is anchored to, was looked at there.
                if (phase.Key == TypeNames.MetadataName(type))
                    Phases.Add(phase.Key, phase);
            }
        }
    }
}
