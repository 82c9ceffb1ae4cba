using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Suppresses CS0436 on the default worker: in a friend assembly (<c>InternalsVisibleTo</c>) of another program two generated classes <c>Worker</c> are
/// visible, and the compiler chooses the one of the program itself, which is the intended one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamesakeSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_worker = new(
        "LCGS5003",
        "CS0436",
        "The default worker of this program is used, not the one of the assembly whose internals are visible");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_worker];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;

            var name = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<SimpleNameSyntax>();
            if (name is not null
                && context.GetSemanticModel(tree).GetSymbolInfo(name, context.CancellationToken).Symbol is INamedTypeSymbol type
                && IsDefaultWorker(type))
            {
                context.ReportSuppression(Suppression.Create(s_worker, diagnostic));
            }
        }
    }

    private static bool IsDefaultWorker(INamedTypeSymbol type) =>
        type is { Name: "Worker", ContainingNamespace.IsGlobalNamespace: true, ContainingType: null }
            && type.BaseType is { Name: "LifecycleWorker", ContainingNamespace.Name: "Lifecycle" }
            && type.DeclaringSyntaxReferences.All(part => part.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
}
