using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Takes back the platform's advice where it does not know what a hook or a unit is: CA1822 ("can be marked as static") on hooks, because a static one
/// would be LCG3001, CS8425 ("decorate the token") on lifespans, which nobody but the engine enumerates, and CA1812 ("never instantiated") on units and workers, which is true only while the graph is wrong or in a library without a worker.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdviceSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_hook = new("LCGS3001", "CA1822", "A hook is called on its unit and cannot be static");
    private static readonly SuppressionDescriptor s_lifespan = new("LCGS3009", "CS8425", "Generated code passes a lifespan its token where it is called, and nobody else enumerates it");
    private static readonly SuppressionDescriptor s_unit = new("LCGS2001", "CA1812", "Generated code makes the instances of units and workers");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_hook, s_lifespan, s_unit];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownTypes.In(context.Compilation) is not { } types)
            return;

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            var declaration = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (declaration is null)
                continue;
            var symbol = context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken);
            if (diagnostic.Id == s_hook.SuppressedDiagnosticId && symbol is IMethodSymbol method && types.PhaseOf(method) is not null)
                context.ReportSuppression(Suppression.Create(s_hook, diagnostic));
            else if (diagnostic.Id == s_lifespan.SuppressedDiagnosticId && symbol is IMethodSymbol iterator && types.PhaseOf(iterator) is { } phase && KnownTypes.NameOf(phase) == "Lifespan")
                context.ReportSuppression(Suppression.Create(s_lifespan, diagnostic));
            else if (diagnostic.Id == s_unit.SuppressedDiagnosticId && symbol is INamedTypeSymbol type && (Core.Extraction.KnownTypes.IsUnit(type) || Core.Extraction.KnownTypes.IsWorker(type)))
                context.ReportSuppression(Suppression.Create(s_unit, diagnostic));
        }
    }
}
