using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Takes back the compiler's warning where an error of ours reports the same place: CS4014 for LCG4001 and LCG5001, CS8603 for LCG3005. One mistake, one report.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilerSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_hook = new("LCGS4001", "CS4014", "LCG4001 reports the same task, as an error in a hook");
    private static readonly SuppressionDescriptor s_worker = new("LCGS5001", "CS4014", "LCG5001 reports the same task, as an error on a worker");
    private static readonly SuppressionDescriptor s_null = new("LCGS3005", "CS8603", "LCG3005 reports the same null, as an error in a hook");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_hook, s_worker, s_null];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownTypes.In(context.Compilation) is not { } types)
            return;

        var family = new HookFamily(context.Compilation, types);
        var dropped = new Dictionary<INamedTypeSymbol, HashSet<Location>>(SymbolEqualityComparer.Default);
        var nulls = new Dictionary<INamedTypeSymbol, HashSet<Location>>(SymbolEqualityComparer.Default);
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            var model = context.GetSemanticModel(tree);
            var place = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (diagnostic.Id == s_null.SuppressedDiagnosticId)
            {
                // The compiler marks the whole value that is returned, we the null in it.
                if (IsOn(context, tree, RuleIds.NullTask)
                    && ReportedInHooks(place, model, nulls, code => LCG3005NullTask.Find(code).Select(found => found.Place)).Any(location => diagnostic.Location.SourceSpan.Contains(location.SourceSpan) && location.SourceTree == tree))
                {
                    context.ReportSuppression(Suppression.Create(s_null, diagnostic));
                }
            }
            else if (IsOn(context, tree, RuleIds.DroppedWorkerTask) && CallsWorker(place, model, types, context.CancellationToken))
                context.ReportSuppression(Suppression.Create(s_worker, diagnostic));
            else if (IsOn(context, tree, RuleIds.DroppedTask) && ReportedInHooks(place, model, dropped, code => LCG4001DroppedTask.Find(code).Select(found => found.Drop.Value)).Contains(diagnostic.Location))
                context.ReportSuppression(Suppression.Create(s_hook, diagnostic));
        }

        HashSet<Location> ReportedInHooks(SyntaxNode place, SemanticModel model, Dictionary<INamedTypeSymbol, HashSet<Location>> known, Func<HookCode, IEnumerable<IOperation>> find)
        {
            if (model.GetEnclosingSymbol(place.SpanStart, context.CancellationToken)?.ContainingType is not { } type || !family.MayRunIn(type))
                return [];
            if (!known.TryGetValue(type, out var reported))
                known.Add(type, reported = [.. find(CodeOf(type, types, family, context)).Select(found => found.Syntax.GetLocation())]);
            return reported;
        }
    }

    private static bool CallsWorker(SyntaxNode place, SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        var statement = place.FirstAncestorOrSelf<StatementSyntax>();
        return statement is not null && model.GetOperation(statement, cancellationToken) is { } operation
            && LCG5001DroppedWorkerTask.Find(new HookBody(model.GetEnclosingSymbol(place.SpanStart, cancellationToken)!, operation), types).Any(drop => drop.Value.Syntax.Span.Contains(place.Span));
    }

    private static HookCode CodeOf(INamedTypeSymbol type, KnownTypes types, HookFamily family, SuppressionAnalysisContext context)
    {
        var code = new HookCode(type, types, family);
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
