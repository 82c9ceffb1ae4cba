using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Takes back the compiler's CS4014 (a warning) where LCG4001 or LCG5001 (an error) reports the same task: one mistake, one report.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedTaskSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_hook = new("LCGS4001", "CS4014", "LCG4001 reports the same task, as an error in a hook");
    private static readonly SuppressionDescriptor s_worker = new("LCGS5001", "CS4014", "LCG5001 reports the same task, as an error on a worker");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_hook, s_worker];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownTypes.In(context.Compilation) is not { } types)
            return;

        var hookCode = new Dictionary<INamedTypeSymbol, HashSet<Location>>(SymbolEqualityComparer.Default);
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            var model = context.GetSemanticModel(tree);
            var place = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (IsOn(context, tree, RuleIds.DroppedWorkerTask) && CallsWorker(place, model, types, context.CancellationToken))
                context.ReportSuppression(Suppression.Create(s_worker, diagnostic));
            else if (IsOn(context, tree, RuleIds.DroppedTask) && ReportedInHooks(place, model).Contains(diagnostic.Location))
                context.ReportSuppression(Suppression.Create(s_hook, diagnostic));
        }

        HashSet<Location> ReportedInHooks(SyntaxNode place, SemanticModel model)
        {
            if (model.GetEnclosingSymbol(place.SpanStart, context.CancellationToken)?.ContainingType is not { } type || !HookCode.HasHooks(type, types))
                return [];
            if (!hookCode.TryGetValue(type, out var reported))
                hookCode.Add(type, reported = [.. LCG4001DroppedTask.Find(CodeOf(type, types, context)).Select(found => found.Drop.Value.Syntax.GetLocation())]);
            return reported;
        }
    }

    private static bool CallsWorker(SyntaxNode place, SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        var statement = place.FirstAncestorOrSelf<StatementSyntax>();
        return statement is not null && model.GetOperation(statement, cancellationToken) is { } operation
            && LCG5001DroppedWorkerTask.Find(operation, types).Any(drop => drop.Value.Syntax.Span.Contains(place.Span));
    }

    private static HookCode CodeOf(INamedTypeSymbol type, KnownTypes types, SuppressionAnalysisContext context)
    {
        var code = new HookCode(type, types);
        foreach (var member in type.GetMembers())
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                var declaration = reference.GetSyntax(context.CancellationToken);
                if (context.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, context.CancellationToken) is { } body)
                    code.Add(member, body);
            }
        }

        return code;
    }

    // Where the user has switched our rule off, the compiler's own word stays.
    private static bool IsOn(SuppressionAnalysisContext context, SyntaxTree tree, string id)
    {
        var options = context.Compilation.Options;
        var severity = options.SyntaxTreeOptionsProvider is { } provider && provider.TryGetDiagnosticValue(tree, id, context.CancellationToken, out var ofFile) ? ofFile
            : options.SpecificDiagnosticOptions.TryGetValue(id, out var ofProject) ? ofProject
            : ReportDiagnostic.Default;
        return severity != ReportDiagnostic.Suppress;
    }
}
