using System.Text;
using Lifecycle.Core.Emission;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Generator;

/// <summary>What is printed becomes a file of the compilation; what cannot be printed becomes LCG9001.</summary>
internal static class Outputs
{
    /// <summary>Adds a unit's file.</summary>
    public static void AddUnit(SourceProductionContext context, UnitBody unit) => Add(context, nameof(UnitPrinter), unit.Id, unit, EmittedFile.OfUnit);

    /// <summary>Adds the file of a worker's own hooks.</summary>
    public static void AddWorkerHooks(SourceProductionContext context, UnitBody unit) =>
        Add(context, nameof(UnitPrinter), unit.Id, unit, EmittedFile.OfWorkerHooks);

    /// <summary>Adds a worker's file.</summary>
    public static void AddWorker(SourceProductionContext context, Outcome<LifecyclePlan> outcome)
    {
        if (outcome.Value is { } plan)
            Add(context, nameof(WorkerPrinter), plan.Id, plan, EmittedFile.OfWorker);
    }

    /// <summary>Adds what the assembly offers, as an attribute of it.</summary>
    public static void AddManifest(SourceProductionContext context, AssemblyManifest manifest) =>
        Add(context, nameof(ManifestPrinter), "the assembly", manifest, EmittedFile.OfManifest);

    private static void Add<T>(SourceProductionContext context, string step, string subject, T model, Func<T, EmittedFile?> print)
    {
        try
        {
            if (print(model) is { } file)
                context.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.Report(Outcome.FailureOf(step, exception, subject));
        }
    }
}
