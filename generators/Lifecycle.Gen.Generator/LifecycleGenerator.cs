using Lifecycle.Core.Extraction;
using Lifecycle.Generator.Emission;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator;

/// <summary>
/// Attribute syntax → unit models → graph → plan → C#. Two kinds of file, each made of as little as possible: a unit's of its hooks,
/// a worker's of its plan.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LifecycleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Read anew at every edit, because a base class or another part of the class may have changed; equal models stop the edit here.
        var units = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.UnitAttribute, Pipeline.IsClass, Pipeline.ReadUnit)
            .WithTrackingName(TrackingNames.Units);
        var extensions = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.ExtensionAttribute, Pipeline.IsClass, Pipeline.ReadExtension)
            .WithTrackingName(TrackingNames.Extensions);
        var workers = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.WorkerAttribute, Pipeline.IsClass, Pipeline.ReadWorker)
            .WithTrackingName(TrackingNames.Workers);
        var assembly = context.CompilationProvider
            .Select(AssemblyReader.Read)
            .WithTrackingName(TrackingNames.Assembly);

        var referenced = context.CompilationProvider
            .Select(ManifestReader.Read)
            .WithTrackingName(TrackingNames.Referenced);

        // A unit's file knows nothing of its constructor, a worker's nothing of hooks: editing one leaves the other alone.
        var unitBodies = units.Values(static unit => unit.Body, TrackingNames.UnitBodies);
        var workerBodies = workers.Values(static worker => worker.Body, TrackingNames.WorkerBodies);
        var shapes = units.Values(static unit => unit.Shape, TrackingNames.UnitShapes);
        var extensionShapes = extensions.Values(static extension => extension, TrackingNames.ExtensionShapes);
        var workerModels = workers.Values(static worker => worker.Worker, TrackingNames.WorkerModels);

        var set = shapes.Collect().Combine(extensionShapes.Collect()).Combine(workerModels.Collect()).Combine(assembly).Combine(referenced)
            .Select(static (all, _) => Pipeline.ToUnitSet(all.Left.Left.Left.Left, all.Left.Left.Left.Right, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.UnitSet);
        var plans = set
            .SelectMany(Pipeline.ToPlans)
            .WithTrackingName(TrackingNames.Plans);

        var manifest = units.Values(static unit => unit.ToManifest(), TrackingNames.ManifestUnits).Collect().Combine(extensionShapes.Collect())
            .Select(static (all, _) => Pipeline.ToManifest(all.Left, all.Right))
            .WithTrackingName(TrackingNames.Manifest);

        context.RegisterSourceOutput(unitBodies, UnitPrinter.Print);
        context.RegisterSourceOutput(workerBodies, UnitPrinter.PrintWorkerHooks);
        context.RegisterSourceOutput(plans, WorkerPrinter.Print);
        context.RegisterSourceOutput(manifest, ManifestPrinter.Print);

        context.ReportFailures(units.Failures(), extensions.Failures(), workers.Failures(), plans.Failures());
        context.ReportWhatAnalyzersWould(set, units, workers);
    }
}
