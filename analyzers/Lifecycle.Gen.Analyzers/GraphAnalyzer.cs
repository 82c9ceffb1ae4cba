using System.Collections.Immutable;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>Reports what the core finds wrong with declarations, hooks and the graph, each thing when the type that it belongs to is looked at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphAnalyzer : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.Cycle,
        Descriptors.SelfDependency,
        Descriptors.AmbiguousContract,
        Descriptors.NotAUnit,
        Descriptors.ConditionalUnitRequired,
        Descriptors.EmptyList,
        Descriptors.Duplicate,
        Descriptors.NotPartial,
        Descriptors.UnsupportedType,
        Descriptors.Constructor,
        Descriptors.ConstructorParameter,
        Descriptors.Inaccessible,
        Descriptors.MemberName,
        Descriptors.AttributeArgument,
        Descriptors.Extension,
        Descriptors.HookSignature,
        Descriptors.WorkerNameTaken,
    ];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var snapshot = new LifecycleSnapshot(context.Compilation);
        context.RegisterSymbolAction(symbol => Report(symbol, snapshot), SymbolKind.NamedType, SymbolKind.Namespace);
    }

    private static void Report(SymbolAnalysisContext context, LifecycleSnapshot snapshot)
    {
        var name = context.Symbol is INamedTypeSymbol type ? TypeNames.MetadataName(type) : TypeNames.DottedName((INamespaceSymbol)context.Symbol);
        var findings = snapshot.At(name, context.CancellationToken);
        if (!findings.Any())
            return;

        var locator = new SubjectLocator(context.Compilation, context.CancellationToken);
        foreach (var finding in findings)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.ById(finding.RuleId),
                locator.Locate(finding.Subject) ?? context.Symbol.Locations[0],
                finding.Chain.Select(locator.Locate).OfType<Location>(),
                finding.Render(locator.Place)));
        }
    }
}
