using System.Collections.Immutable;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator;

/// <summary>The parts of the pipeline that would hide its shape if they stood in <see cref="LifecycleGenerator"/>.</summary>
internal static class PipelineExtensions
{
    /// <summary>One part of every result that there is.</summary>
    public static IncrementalValuesProvider<TPart> Values<T, TPart>(this IncrementalValuesProvider<Outcome<T>> outcomes, Func<T, TPart?> part, string name)
        where T : class
        where TPart : class =>
        outcomes
            .Select((outcome, _) => outcome.Value is { } value ? part(value) : null)
            .Where(static value => value is not null)
            .Select(static (value, _) => value!)
            .WithTrackingName(name);

    /// <summary>What went wrong.</summary>
    public static IncrementalValuesProvider<Failure> Failures<T>(this IncrementalValuesProvider<Outcome<T>> outcomes)
        where T : class =>
        outcomes
            .Select(static (outcome, _) => outcome.Failure)
            .Where(static failure => failure is not null)
            .Select(static (failure, _) => failure!)
            .WithTrackingName(TrackingNames.Failures);

    /// <summary>LCG9001.</summary>
    public static void ReportFailures(this IncrementalGeneratorInitializationContext context, params IncrementalValuesProvider<Failure>[] sources)
    {
        foreach (var source in sources)
            context.RegisterSourceOutput(source, static (output, failure) => output.Report(failure));
    }

    /// <summary>LCG9001.</summary>
    public static void Report(this SourceProductionContext context, Failure failure) =>
        context.ReportDiagnostic(Diagnostic.Create(ToolDescriptors.GeneratorFailed, Location.None, failure.Step, failure.Error, failure.Subject));

    /// <summary>LCG9002: without a location, because generators report none that stays right; only while analyzers are switched off.</summary>
    public static void ReportWhatAnalyzersWould(
        this IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<UnitSet> set,
        IncrementalValuesProvider<Outcome<UnitModel>> units,
        IncrementalValuesProvider<Outcome<WorkerReading>> workers)
    {
        var areOff = context.AnalyzerConfigOptionsProvider
            .Select(Pipeline.AnalyzersAreOff)
            .WithTrackingName(TrackingNames.AnalyzersAreOff);
        var hookFindings = units.SelectMany(static (unit, _) => unit.Value?.HookFindings ?? []).Collect()
            .Combine(workers.SelectMany(static (worker, _) => worker.Value?.HookFindings ?? []).Collect())
            .Select(static (both, _) => both.Left.Concat(both.Right).ToEquatableArray())
            .WithTrackingName(TrackingNames.HookFindings);
        var finding = areOff.Combine(set).Combine(hookFindings)
            .SelectMany(static (all, token) => all.Left.Left
                ? ImmutableArray.Create(Pipeline.FirstFinding(all.Left.Right, all.Right, token))
                : [])
            .WithTrackingName(TrackingNames.UnreportedFinding);
        context.ReportFailures(finding.Failures());
        context.RegisterSourceOutput(finding, static (output, outcome) =>
        {
            if (outcome.Value is not { } finding)
                return;

            var message = Descriptors.Message(finding, static _ => null);
            output.ReportDiagnostic(Diagnostic.Create(ToolDescriptors.WrongGraphUnreported, Location.None, finding.RuleId, message));
        });
    }
}
