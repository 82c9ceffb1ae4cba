using Lifecycle.Core.Extraction;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Lifecycle.Core.Units.Manifest;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Generator;

/// <summary>The steps between a compilation and what is printed; each calls the core and decides nothing itself.</summary>
internal static class Pipeline
{
    private static readonly ReadMemo<UnitModel> s_units = new(static (context, token)
        => IsFirstMention(context) && !KnownTypes.IsWorker(TypeOf(context)) ? UnitReader.Read(TypeOf(context), token) : null);

    private static readonly ReadMemo<WorkerReading> s_workers = new(static (context, token)
        => IsFirstMention(context) ? WorkerReader.Read(TypeOf(context), token) : null);

    private static readonly ReadMemo<UnitShape> s_extensions = new(static (context, token)
        => IsFirstMention(context) && !KnownTypes.IsUnit(TypeOf(context)) && !KnownTypes.IsWorker(TypeOf(context)) ? ExtensionReader.ReadAlone(TypeOf(context), token) : null);

    /// <summary>Attributes of classes: nothing else can be a unit or a worker.</summary>
    public static bool IsClass(SyntaxNode node, CancellationToken token) => node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    /// <summary>A class with <c>[Unit]</c>; nothing when it is a worker and will be read as one.</summary>
    public static Outcome<UnitModel> ReadUnit(GeneratorAttributeSyntaxContext context, CancellationToken token)
        => Outcome.Of(TrackingNames.Units, context, NameOf, s_units.Read, token);

    /// <summary>A class with <c>[Extension]</c>; nothing when it is a unit and is read as one.</summary>
    public static Outcome<UnitShape> ReadExtension(GeneratorAttributeSyntaxContext context, CancellationToken token)
        => Outcome.Of(TrackingNames.Extensions, context, NameOf, s_extensions.Read, token);

    /// <summary>A class with <c>[Worker]</c>.</summary>
    public static Outcome<WorkerReading> ReadWorker(GeneratorAttributeSyntaxContext context, CancellationToken token)
        => Outcome.Of(TrackingNames.Workers, context, NameOf, s_workers.Read, token);

    /// <summary>All that plans are made of; sorted, so that the order of files is no difference.</summary>
    public static UnitSet ToUnitSet(IEnumerable<UnitShape> units, IEnumerable<UnitShape> extensions, IEnumerable<WorkerModel> workers, AssemblyModel assembly, ReferencedUnits referenced) => new(
        units.Concat(extensions).OrderBy(unit => unit.Key, StringComparer.Ordinal).ToEquatableArray(),
        workers.OrderBy(worker => worker.Key, StringComparer.Ordinal).ToEquatableArray(),
        assembly)
    {
        Referenced = referenced,
    };

    /// <summary>All that others may know; what is wrong is left out, because nobody could use it.</summary>
    public static AssemblyManifest ToManifest(IEnumerable<ManifestUnit> units, IEnumerable<UnitShape> extensions) => new(
        units.Concat(extensions.Select(static extension => new ManifestUnit(extension, [])))
            .Where(static unit => unit.Shape.Findings.Count == 0)
            .OrderBy(static unit => unit.Shape.Place)
            .ThenBy(static unit => unit.Shape.Key, StringComparer.Ordinal)
            // Where in which file it stands says no more than its place in this list.
            .Select(static (unit, place) => unit with { Shape = unit.Shape with { Place = new DeclarationPlace("", [place]) } })
            .ToEquatableArray());

    /// <summary>The plans of all workers.</summary>
    public static IEnumerable<Outcome<LifecyclePlan>> ToPlans(UnitSet set, CancellationToken token)
    {
        var plans = Outcome.Of(TrackingNames.Plans, set, static set => set.Assembly.Name, static (set, _) => Composition.Plans(set), token);
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
    public static Outcome<Finding> FirstFinding(UnitSet set, IEnumerable<Finding> hookFindings, CancellationToken token)
        => Outcome.Of(
            TrackingNames.UnreportedFinding,
            set,
            static set => set.Assembly.Name,
            (set, _) => Composition.Findings(set).Concat(hookFindings).FirstOrDefault(static finding => Descriptors.ById(finding.RuleId).DefaultSeverity == DiagnosticSeverity.Error),
            token);

    private static INamedTypeSymbol TypeOf(GeneratorAttributeSyntaxContext context) => (INamedTypeSymbol)context.TargetSymbol;

    private static string NameOf(GeneratorAttributeSyntaxContext context) => context.TargetSymbol.Name;

    /// <summary>An attribute that is there twice, on two parts of a class, is the compiler's to report; the class is read once.</summary>
    private static bool IsFirstMention(GeneratorAttributeSyntaxContext context)
    {
        foreach (var attribute in context.TargetSymbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, context.Attributes[0].AttributeClass))
                return attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(place.Span);
        }

        return true;
    }
}
