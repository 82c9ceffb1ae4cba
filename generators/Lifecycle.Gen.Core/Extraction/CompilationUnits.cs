using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>All units and workers of one compilation, for the analyzers' snapshot; the generator gets them one by one.</summary>
/// <param name="Units">The units, in no particular order.</param>
/// <param name="Workers">The workers, without the default one.</param>
/// <param name="Extensions">The extensions that are no units, in no particular order.</param>
/// <param name="PointFindings">What is wrong with extension points.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="Referenced">What referenced assemblies offer to it.</param>
public sealed record CompilationUnits(
    EquatableArray<UnitModel> Units,
    EquatableArray<WorkerReading> Workers,
    EquatableArray<UnitShape> Extensions,
    EquatableArray<Finding> PointFindings,
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
    public EquatableArray<Finding> Findings(ISurroundings around) => Composition.Findings(ToSet(), around)
        .Concat(SilentAssemblies.Merge(Units.SelectMany(unit => unit.HookFindings).Concat(Workers.SelectMany(worker => worker.HookFindings))))
        .Concat(PointFindings)
        .Distinct()
        .ToEquatableArray();

    private static void Visit(INamespaceOrTypeSymbol container, Found found, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        foreach (var member in container is INamedTypeSymbol outer ? outer.GetTypeMembers().CastArray<INamespaceOrTypeSymbol>() : ((INamespaceSymbol)container).GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                // A worker that is marked as a unit too is a worker.
                if (KnownTypes.IsWorker(type))
                    found.Workers.Add(WorkerReader.Read(type, token));
                else if (KnownTypes.IsUnit(type))
                    found.Units.Add(UnitReader.Read(type, token));
                else if (KnownTypes.IsExtension(type))
                    found.Extensions.Add(ExtensionReader.ReadAlone(type, token));
                if (ExtensionReader.FaultOfPoint(type) is { } fault)
                    found.PointFindings.Add(fault);
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
    }
}
