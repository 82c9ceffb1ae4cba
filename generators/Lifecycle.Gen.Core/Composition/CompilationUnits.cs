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
        var found = new Found();
        Visit(compilation.Assembly.GlobalNamespace, found, token);
        return new CompilationUnits(
            found.Units.ToEquatableArray(),
            found.Workers.ToEquatableArray(),
            found.Extensions.ToEquatableArray(),
            found.PointFindings.ToEquatableArray(),
            found.Phases.Values.ToEquatableArray(),
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
        .Concat(PhaseCheck.Check(Phases))
        .Distinct()
        .ToEquatableArray();

    private static void Visit(INamespaceOrTypeSymbol container, Found found, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        foreach (var member in TypeWalk.ContentOf(container))
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                // A worker that is marked as a unit too is a worker.
                if (RuntimeTypes.IsWorker(type))
                    found.Workers.Add(WorkerReader.Read(type, token));
                else if (RuntimeTypes.IsUnit(type))
                    found.Units.Add(UnitReader.Read(type, token));
                else if (RuntimeTypes.IsExtension(type))
                    found.Extensions.Add(ExtensionReader.ReadAlone(type, token));
                if (ExtensionReader.FaultOfPoint(type) is { } fault)
                    found.PointFindings.Add(fault);
                if (PhaseReader.FaultOfMarked(type) is { } stray)
                    found.PointFindings.Add(stray);
                foreach (var phase in PhaseReader.Declared(type))
                {
                    // One of another assembly, which it is anchored to, was looked at there.
                    if (phase.Key == TypeNames.MetadataName(type))
                        found.Phases.Add(phase.Key, phase);
                }
            }

            Visit(member, found, token);
        }
    }

    private sealed class Found
    {
        public List<UnitModel> Units { get; } = [];

        public List<WorkerReading> Workers { get; } = [];

        public List<UnitShape> Extensions { get; } = [];

        public List<Finding> PointFindings { get; } = [];

        public SortedDictionary<string, CustomPhaseModel> Phases { get; } = new(StringComparer.Ordinal);
    }
}
