using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Names = Lifecycle.Core.Extraction.RuntimeTypes;

namespace Lifecycle.Analyzers;

/// <summary>
/// Suppresses advice of the platform that does not apply to hooks and units: CA1822 ("can be marked as static") on hooks, because a static hook is
/// LCG3001, and on members with <c>[Provides]</c>, where it says who owns the value; CS8425 ("decorate the token") on lifespans, which only the engine
/// enumerates; and CA1812 ("never instantiated") on classes that generated code instantiates, or would instantiate if they were marked (LCG2008).
/// Also advice that repeats an error of this package: CA1068 (LCG3001: the token comes last), CA1045 and CA1021 (LCG2004: parameters by reference).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdviceSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_hook = new("LCGS3001", "CA1822", "A hook is called on its unit and cannot be static");
    private static readonly SuppressionDescriptor s_lifespan = new(
        "LCGS3009",
        "CS8425",
        "Generated code passes the token to a lifespan, and is the only code that enumerates it");
    private static readonly SuppressionDescriptor s_unit = new("LCGS2001", "CA1812", "Generated code makes the instances of units, workers and extensions");
    private static readonly SuppressionDescriptor s_tokenLast = new("LCGS3001T", "CA1068", "LCG3001 reports the same parameters, as an error of a hook");
    private static readonly SuppressionDescriptor s_value = new(
        "LCGS2018",
        "CA1822",
        "Whether a member that provides a value is static says who owns the value");
    private static readonly SuppressionDescriptor s_reference = new("LCGS2004", "CA1045", "LCG2004 reports the same parameter, as an error of a unit");
    private static readonly SuppressionDescriptor s_output = new("LCGS2004O", "CA1021", "LCG2004 reports the same parameter, as an error of a unit");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [s_hook, s_lifespan, s_unit, s_tokenLast, s_value, s_reference, s_output];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.UsedIn(context.Compilation, context.CancellationToken) is not { } types)
            return;

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;

            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            var declaration = diagnostic.Id == s_reference.SuppressedDiagnosticId
                ? node.FirstAncestorOrSelf<ParameterSyntax>()
                : (SyntaxNode?)node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (declaration is not null
                && Fitting(diagnostic.Id, context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken), types) is { } suppression)
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    private static SuppressionDescriptor? Fitting(string id, ISymbol? symbol, KnownSymbols types) => (id, symbol) switch
    {
        ("CA1822", IMethodSymbol method) when types.PhaseOf(method) is not null => s_hook,
        ("CA1822", IMethodSymbol or IPropertySymbol) when ProvidedReader.IsMarked(symbol) => s_value,
        ("CA1068", IMethodSymbol method) when types.PhaseOf(method) is not null => s_tokenLast,
        ("CS8425", IMethodSymbol method) when types.PhaseOf(method) is { Phase: Phase.Lifespan } => s_lifespan,
        ("CA1812", INamedTypeSymbol type) when KnownSymbols.IsUnitOrWorker(type) || Names.IsExtension(type) || HookCode.HasHooks(type, types) => s_unit,
        ("CA1045", IParameterSymbol { ContainingSymbol: IMethodSymbol constructor }) when IsConstructorOfUnit(constructor) => s_reference,
        ("CA1021", IMethodSymbol constructor) when IsConstructorOfUnit(constructor) => s_output,
        _ => null,
    };

    private static bool IsConstructorOfUnit(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor && Names.IsUnit(method.ContainingType);
}
