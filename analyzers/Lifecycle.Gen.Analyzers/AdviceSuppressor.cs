using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Names = Lifecycle.Core.Extraction.RuntimeTypes;

namespace Lifecycle.Analyzers;

/// <summary>
/// Takes back the platform's advice where it does not know what a hook or a unit is: CA1822 ("can be marked as static") on hooks, because a static one
/// would be LCG3001, CS8425 ("decorate the token") on lifespans, which nobody but the engine enumerates, and CA1812 ("never instantiated") on what generated code makes, or would if it were marked (LCG2008).
/// And where an error of ours says the same: CA1068 of LCG3001 (the token comes last), CA1045 and CA1021 of LCG2004 (parameters by reference).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdviceSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_hook = new("LCGS3001", "CA1822", "A hook is called on its unit and cannot be static");
    private static readonly SuppressionDescriptor s_lifespan = new("LCGS3009", "CS8425", "Generated code passes a lifespan its token where it is called, and nobody else enumerates it");
    private static readonly SuppressionDescriptor s_unit = new("LCGS2001", "CA1812", "Generated code makes the instances of units, workers and extensions");
    private static readonly SuppressionDescriptor s_tokenLast = new("LCGS3001T", "CA1068", "LCG3001 reports the same parameters, as an error of a hook");
    private static readonly SuppressionDescriptor s_reference = new("LCGS2004", "CA1045", "LCG2004 reports the same parameter, as an error of a unit");
    private static readonly SuppressionDescriptor s_output = new("LCGS2004O", "CA1021", "LCG2004 reports the same parameter, as an error of a unit");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_hook, s_lifespan, s_unit, s_tokenLast, s_reference, s_output];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.In(context.Compilation) is not { } types)
            return;

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;

            var place = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            var declaration = diagnostic.Id == s_reference.SuppressedDiagnosticId ? place.FirstAncestorOrSelf<ParameterSyntax>() : (SyntaxNode?)place.FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (declaration is not null && Fitting(diagnostic.Id, context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken), types) is { } suppression)
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
        }
    }

    private static SuppressionDescriptor? Fitting(string id, ISymbol? symbol, KnownSymbols types) => (id, symbol) switch
    {
        ("CA1822", IMethodSymbol method) when types.PhaseOf(method) is not null => s_hook,
        ("CA1068", IMethodSymbol method) when types.PhaseOf(method) is not null => s_tokenLast,
        ("CS8425", IMethodSymbol method) when types.PhaseOf(method) is { Phase: Phase.Lifespan } => s_lifespan,
        ("CA1812", INamedTypeSymbol type) when KnownSymbols.IsUnitOrWorker(type) || Names.IsExtension(type) || HookCode.HasHooks(type, types) => s_unit,
        ("CA1045", IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } }) when Names.IsUnit(type) => s_reference,
        ("CA1021", IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type }) when Names.IsUnit(type) => s_output,
        _ => null,
    };
}
