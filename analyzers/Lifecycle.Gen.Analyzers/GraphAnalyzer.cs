using System.Collections.Immutable;
using Lifecycle.Core.Comparison;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>Reports the findings of the core about declarations, hooks and the graph, each with the symbol that it belongs to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphAnalyzer : LifecycleAnalyzer
{
    /// <summary>The property of a diagnostic with the types that a fix may name or change, separated by semicolons.</summary>
    internal const string Targets = "targets";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. Composer.Rules.Concat(FinishedCompilation.Rules).Select(Descriptors.ById)];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols types)
    {
        var snapshot = new LifecycleSnapshot(context.Compilation);
        context.RegisterSymbolAction(symbol => Report(symbol, snapshot), SymbolKind.NamedType, SymbolKind.Namespace);
    }

    private static void Report(SymbolAnalysisContext context, LifecycleSnapshot snapshot)
    {
        var all = snapshot.Findings(context.CancellationToken);
        // Without findings, the usual case, no name is built.
        if (all.Count == 0)
            return;

        var name = context.Symbol is INamedTypeSymbol type ? TypeNames.MetadataName(type) : TypeNames.DottedName((INamespaceSymbol)context.Symbol);
        if (!all.TryGetValue(name, out var findings))
            return;

        var locator = new SubjectLocator(context.Compilation, context.CancellationToken);
        foreach (var finding in findings)
        {
            var rule = Descriptors.ById(finding.RuleId);
            context.ReportDiagnostic(Diagnostic.Create(
                rule,
                locator.Locate(finding.ReportedAt) ?? context.Symbol.Locations[0],
                SeverityOf(finding, rule),
                finding.Chain.Where(subject => subject != finding.ReportedAt).Select(locator.Locate).OfType<Location>(),
                finding.Targets.Count == 0 ? null : ImmutableDictionary<string, string?>.Empty.Add(Targets, string.Join(";", finding.Targets)),
                finding.Render(locator.TextOf)));
        }
    }

    private static DiagnosticSeverity SeverityOf(Finding finding, DiagnosticDescriptor rule) => finding.Gravity switch
    {
        Gravity.Error => DiagnosticSeverity.Error,
        Gravity.Info => DiagnosticSeverity.Info,
        _ => rule.DefaultSeverity,
    };
}
