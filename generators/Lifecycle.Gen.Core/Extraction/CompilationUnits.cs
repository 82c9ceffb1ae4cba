using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>All units and workers of one compilation, for the analyzers' snapshot; the generator gets them one by one.</summary>
/// <param name="Units">The units, in no particular order.</param>
/// <param name="Workers">The workers, without the default one.</param>
/// <param name="Assembly">The assembly.</param>
public sealed record CompilationUnits(EquatableArray<UnitModel> Units, EquatableArray<WorkerReading> Workers, AssemblyModel Assembly)
{
    /// <summary>Reads a compilation.</summary>
    public static CompilationUnits Read(Compilation compilation, CancellationToken token)
    {
        var units = new List<UnitModel>();
        var workers = new List<WorkerReading>();
        Visit(compilation.Assembly.GlobalNamespace, units, workers, token);
        return new CompilationUnits(units.ToEquatableArray(), workers.ToEquatableArray(), AssemblyReader.Read(compilation, token));
    }

    /// <summary>What plans are made of.</summary>
    public UnitSet ToSet() => new(
        Units.Select(unit => unit.Shape).ToEquatableArray(),
        Workers.Select(worker => worker.Worker).ToEquatableArray(),
        Assembly);

    /// <summary>Everything that is wrong, each thing once.</summary>
    public EquatableArray<Finding> Findings() => Composition.Findings(ToSet())
        .Concat(Units.SelectMany(unit => unit.HookFindings))
        .Concat(Workers.SelectMany(worker => worker.HookFindings))
        .Distinct()
        .ToEquatableArray();

    private static void Visit(INamespaceOrTypeSymbol container, List<UnitModel> units, List<WorkerReading> workers, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        foreach (var member in container is INamedTypeSymbol outer ? outer.GetTypeMembers().CastArray<INamespaceOrTypeSymbol>() : ((INamespaceSymbol)container).GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                // A worker that is marked as a unit too is a worker.
                if (KnownTypes.IsWorker(type))
                    workers.Add(WorkerReader.Read(type, token));
                else if (KnownTypes.IsUnit(type))
                    units.Add(UnitReader.Read(type, token));
            }

            Visit(member, units, workers, token);
        }
    }
}
