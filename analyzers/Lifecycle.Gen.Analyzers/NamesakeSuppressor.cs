using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Takes back CS0436 on the default worker: a program that is a friend of another one sees two classes <c>Worker</c>, neither of which anybody wrote, and the compiler
/// means the program's own, as everybody does.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamesakeSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_worker = new("LCGS5003", "CS0436", "The default worker of this program is meant, not that of the one whose friend it is");

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
            if (name is not null && context.GetSemanticModel(tree).GetSymbolInfo(name, context.CancellationToken).Symbol is INamedTypeSymbol type && IsDefaultWorker(type))
                context.ReportSuppression(Suppression.Create(s_worker, diagnostic));
        }
    }

    private static bool IsDefaultWorker(INamedTypeSymbol type) =>
        type is { Name: "Worker", ContainingNamespace.IsGlobalNamespace: true, ContainingType: null, BaseType: { Name: "LifecycleWorker", ContainingNamespace.Name: "Lifecycle" } }
            && type.DeclaringSyntaxReferences.All(part => part.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
}
