using Lifecycle.Core.Manifest;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>One generated file: a function of what was read and planned, and of nothing else.</summary>
/// <param name="Name">Its name, unique in the assembly.</param>
/// <param name="Text">Its text.</param>
public sealed record EmittedFile(string Name, string Text)
{
    /// <summary>A unit's own file; <see langword="null"/> when the class cannot have a further part.</summary>
    public static EmittedFile? OfUnit(UnitBody unit) => OfHooks(unit, "Unit");

    /// <summary>The file of a worker's own hooks; <see langword="null"/> when the class cannot have a further part.</summary>
    public static EmittedFile? OfWorkerHooks(UnitBody unit) => OfHooks(unit, "Hooks");

    /// <summary>A worker's file; of a faulted one the surface only.</summary>
    public static EmittedFile OfWorker(LifecyclePlan plan)
    {
        var text = plan.Fault is null ? WorkerPrinter.Print(plan) : FaultedSurfacePrinter.Print(plan, plan.Fault);
        return new EmittedFile(HintName.Of(plan.Key, "Worker"), text.ToString());
    }

    /// <summary>The description of an assembly; <see langword="null"/> for one without units.</summary>
    public static EmittedFile? OfManifest(AssemblyManifest manifest) =>
        manifest.Units.Count == 0 ? null : new EmittedFile(HintName.Of("Lifecycle", "Manifest"), ManifestPrinter.Print(manifest).ToString());

    private static EmittedFile? OfHooks(UnitBody unit, string kind) =>
        unit.Declaration.CanBeExtended ? new EmittedFile(HintName.Of(unit.Key, kind), UnitPrinter.Print(unit).ToString()) : null;
}
