using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers;

/// <summary>
/// Suppresses CA1001 ("owns disposable fields but is not disposable") on units and CA2213 ("is never disposed") on their fields if only hooks acquire
/// the resources in these fields: hooks release them too, and LCG4007 reports where they do not. Resources of the constructor stay the platform's
/// matter.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnerSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_owner = new("LCGS4007", "CA1001", "Hooks release what hooks acquire; LCG4007 reports where they do not");
    private static readonly SuppressionDescriptor s_field = new("LCGS4007F", "CA2213", "Hooks release what hooks acquire; LCG4007 reports where they do not");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_owner, s_field];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.UsedIn(context.Compilation, context.CancellationToken) is not { } types)
            return;

        var family = new HookFamily(context.Compilation, types);
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;

            var model = context.GetSemanticModel(tree);
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            var isField = diagnostic.Id == s_field.SuppressedDiagnosticId;
            var symbol = model.GetDeclaredSymbol(
                isField ? node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() ?? node : node.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? node,
                context.CancellationToken);
            if ((isField ? symbol?.ContainingType : symbol as INamedTypeSymbol) is not { } type || !family.MayRunIn(type))
                continue;

            if (AreAcquiredInHooks(type, isField ? symbol : null, DoubleSuppressor.CodeOf(type, types, family, context)))
                context.ReportSuppression(Suppression.Create(isField ? s_field : s_owner, diagnostic));
        }
    }

    // Every assignment of a disposable to a field (or to the given field) is in code that hooks run.
    private static bool AreAcquiredInHooks(INamedTypeSymbol type, ISymbol? field, HookCode code)
    {
        var isAny = false;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Operation.DescendantsAndSelf())
            {
                ISymbol? kept = operation switch
                {
                    ISimpleAssignmentOperation { Target: IFieldReferenceOperation target } => target.Field,
                    ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } => target.Property,
                    ICoalesceAssignmentOperation { Target: IFieldReferenceOperation target } => target.Field,
                    _ => null,
                };
                if (kept is null || (field is not null && !SymbolEqualityComparer.Default.Equals(kept, field)))
                    continue;

                isAny = true;
                if (code.WayTo(HookCode.FunctionAt(operation, body.Owner)).Count == 0
                    && operation is not ISimpleAssignmentOperation { Value: ILiteralOperation or IConversionOperation { Operand: ILiteralOperation } })
                {
                    return false;
                }
            }
        }

        return isAny
            && !type.GetMembers().OfType<IFieldSymbol>().Any(one => (field is null || SymbolEqualityComparer.Default.Equals(one, field)) && IsMadeAtOnce(one));
    }

    // `private readonly SemaphoreSlim _gate = new(1);`
    private static bool IsMadeAtOnce(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax })
            && field.Type.AllInterfaces.Any(contract => contract.Name is "IDisposable" or "IAsyncDisposable");
}
