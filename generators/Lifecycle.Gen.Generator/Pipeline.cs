using Lifecycle.Core.Composition;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Generator;

/// <summary>The steps between a compilation and what is printed; each calls the core and decides nothing itself.</summary>
internal static class Pipeline
{
    /// <summary>The plans of all workers.</summary>
    public static IEnumerable<Outcome<LifecyclePlan>> ToPlans(UnitSet set, CancellationToken token)
    {
        var plans = Outcome.Of(TrackingNames.Plans, set, static set => set.Assembly.Name, static (set, _) => Composer.Plans(set), token);
        return plans.Value is { } made ? made.Select(static plan => new Outcome<LifecyclePlan>(plan, Failure: null)) : [new(Value: null, plans.Failure)];
    }

    /// <summary>Whether the build runs no analyzers; the properties are made visible by Lifecycle.Gen.props.</summary>
    public static bool AnalyzersAreOff(AnalyzerConfigOptionsProvider options, CancellationToken token)
    {
        // As Microsoft.Managed.Core.targets decides it.
        return options.GlobalOptions.TryGetValue("build_property.RunAnalyzers", out var always) && always.Length > 0
            ? IsFalse(always)
            : options.GlobalOptions.TryGetValue("build_property.RunAnalyzersDuringBuild", out var duringBuild) && IsFalse(duringBuild);

        static bool IsFalse(string value) => value.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The first thing that analyzers would have reported.</summary>
    public static Outcome<Finding> FirstFinding(UnitSet set, IEnumerable<Finding> hookFindings, CancellationToken token) =>
        Outcome.Of(
            TrackingNames.UnreportedFinding,
            set,
            static set => set.Assembly.Name,
            (set, _) => Composer.Findings(set)
                .Concat(hookFindings)
                .FirstOrDefault(static finding => finding.Gravity switch
                {
                    Gravity.Error => true,
                    Gravity.Info => false,
                    _ => Descriptors.ById(finding.RuleId).DefaultSeverity == DiagnosticSeverity.Error,
                }),
            token);
}
