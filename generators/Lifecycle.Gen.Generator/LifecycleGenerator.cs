using Lifecycle.Core.Extraction;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Units;
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
        // A new compilation comes with every edit; what is read of it is the same as before unless a declaration changed, and equal values stop the edit here.
        var reader = new CompilationReader();
        var files = context.CompilationProvider
            .SelectMany(reader.Read)
            .WithTrackingName(TrackingNames.Files);
        var units = files
            .SelectMany(static (file, _) => file.Units)
            .WithTrackingName(TrackingNames.Units);
        var extensions = files
            .SelectMany(static (file, _) => file.Extensions)
            .WithTrackingName(TrackingNames.Extensions);
        var workers = files
            .SelectMany(static (file, _) => file.Workers)
            .WithTrackingName(TrackingNames.Workers);
        var assembly = context.CompilationProvider
            .Select(reader.ReadAssembly)
            .WithTrackingName(TrackingNames.Assembly);

        var referenced = context.CompilationProvider
            .Select(ManifestReader.Read)
            .WithTrackingName(TrackingNames.Referenced);

        // A unit's file does not depend on its constructor, nor a worker's on hooks: an edit of one leaves the other alone.
        var unitBodies = units.Values(static unit => unit.Body, TrackingNames.UnitBodies);
        var workerBodies = workers.Values(static worker => worker.Body, TrackingNames.WorkerBodies);
        var shapes = units.Values(static unit => unit.Shape, TrackingNames.UnitShapes);
        var extensionShapes = extensions.Values(static extension => extension, TrackingNames.ExtensionShapes);
        var workerModels = workers.Values(static worker => worker.Worker, TrackingNames.WorkerModels);

        var set = shapes.Collect().Combine(extensionShapes.Collect()).Combine(workerModels.Collect()).Combine(assembly).Combine(referenced)
            .Select(static (all, _) => UnitSet.Sorted(all.Left.Left.Left.Left, all.Left.Left.Left.Right, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.UnitSet);
        var plans = set
            .SelectMany(Pipeline.ToPlans)
            .WithTrackingName(TrackingNames.Plans);

        var manifest = units.Values(ManifestUnit.Of, TrackingNames.ManifestUnits).Collect().Combine(extensionShapes.Collect())
            .Select(static (all, _) => AssemblyManifest.Of(all.Left, all.Right))
            .WithTrackingName(TrackingNames.Manifest);

        context.RegisterSourceOutput(unitBodies, Outputs.AddUnit);
        context.RegisterSourceOutput(workerBodies, Outputs.AddWorkerHooks);
        context.RegisterSourceOutput(plans, Outputs.AddWorker);
        context.RegisterSourceOutput(manifest, Outputs.AddManifest);

        context.ReportFailures(units.Failures(), extensions.Failures(), workers.Failures(), plans.Failures());
        context.ReportWhatAnalyzersWould(set, units, workers);
    }
}
