using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Suppresses diagnostics of the compiler and the platform for a mistake that a rule of this package reports too, with its effect at run time: one
/// mistake, one report. If that rule is disabled, the other diagnostic stays.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DoubleSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_worker = new("LCGS5001", "CS4014", "LCG5001 reports the same task, as an error on a worker");
    private static readonly ImmutableArray<Pair> s_inHooks =
    [
        new(new("LCGS4001", "CS4014", "LCG4001 reports the same task, as an error in a hook"), new LCG4001DroppedTask()),
        new(new("LCGS4001V", "CA2012", "LCG4001 reports the same task, as an error in a hook"), new LCG4001DroppedTask()),
        new(new("LCGS4001T", "CA2016", "LCG4001 reports the same call, whose task is lost with a token too"), new LCG4001DroppedTask()),
        new(new("LCGS3005", "CS8603", "LCG3005 reports the same null, as an error in a hook"), new LCG3005NullTask()),
        new(new("LCGS3006", "CA1822", "LCG3006 reports that the same method may be meant as a hook, which cannot be static"), new LCG3006Unmarked()),
        new(new("LCGS4002", "CA2000", "LCG4002 reports that nothing ends the same object"), new LCG4002Unowned()),
        new(new("LCGS4002U", "CA1806", "LCG4002 reports that nothing ends the same object"), new LCG4002Unowned()),
        new(new("LCGS4003", "CA1849", "LCG4003 reports the same wait, and what it blocks"), new LCG4003BlockingWait()),
        new(new("LCGS4003V", "CA2012", "LCG4003 reports the same wait, and what it blocks"), new LCG4003BlockingWait()),
        new(new("LCGS4003T", "CA2016", "LCG4003 reports the same wait, which blocks with a token too"), new LCG4003BlockingWait()),
        new(new("LCGS4005", "CA2016", "LCG4005 reports the loop in which the token is not passed on, and that it never ends"), new LCG4005DeafLoop()),
        new(new("LCGS4008", "CA2016", "LCG4008 reports that the token of the start is the wrong one for this work"), new LCG4008KeptToken()),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_worker, .. s_inHooks.Select(pair => pair.Suppression)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownSymbols.UsedIn(context.Compilation, context.CancellationToken) is not { } types)
            return;

        var family = new HookFamily(context.Compilation, types);
        var known = new Dictionary<INamedTypeSymbol, HookCode>(SymbolEqualityComparer.Default);
        var reported = new Dictionary<(HookCode, string), List<Location>>();
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;

            var model = context.GetSemanticModel(tree);
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (diagnostic.Id == s_worker.SuppressedDiagnosticId
                && IsOn(context, tree, RuleIds.DroppedWorkerTask)
                && CallsWorker(node, model, types, context.CancellationToken))
            {
                context.ReportSuppression(Suppression.Create(s_worker, diagnostic));
                continue;
            }

            // Most of these are on methods without the name of a hook: their class need not be analyzed.
            if (diagnostic.Id == "CA1822"
                && (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || HookNames.PhaseOf(method.Identifier.ValueText) is null))
            {
                continue;
            }

            var around = model.GetEnclosingSymbol(node.SpanStart, context.CancellationToken);
            if ((around as INamedTypeSymbol ?? around?.ContainingType) is not { } type || !family.MayRunIn(type))
                continue;

            foreach (var pair in s_inHooks)
            {
                if (pair.Suppression.SuppressedDiagnosticId == diagnostic.Id
                    && IsOn(context, tree, pair.Rule.Descriptor.Id)
                    && ReportedIn(type, pair.Rule).Exists(ours => IsSame(ours, node, diagnostic)))
                {
                    context.ReportSuppression(Suppression.Create(pair.Suppression, diagnostic));
                    break;
                }
            }
        }

        List<Location> ReportedIn(INamedTypeSymbol type, IHookCodeRule rule)
        {
            if (!known.TryGetValue(type, out var code))
                known.Add(type, code = CodeOf(type, types, family, context));
            if (!reported.TryGetValue((code, rule.Descriptor.Id), out var locations))
            {
                reported.Add((code, rule.Descriptor.Id), locations = []);
                rule.Check(code, ours => locations.Add(ours.Location));
            }

            return locations;
        }
    }

    // One of the two marks the whole value, the other a part of it; a loop is reported at its keyword, a call that could take a token at its name.
    private static bool IsSame(Location ours, SyntaxNode node, Diagnostic theirs)
    {
        if (ours.SourceTree != theirs.Location.SourceTree)
            return false;

        var own = ours.SourceTree!.GetRoot().FindNode(ours.SourceSpan, getInnermostNodeForTie: true);
        return ours.SourceSpan.IntersectsWith(theirs.Location.SourceSpan)
            || (own is StatementSyntax && own.Span.Contains(theirs.Location.SourceSpan))
            || (theirs.Id == "CA2016" && node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && call.Span.Contains(ours.SourceSpan));
    }

    private static bool CallsWorker(SyntaxNode node, SemanticModel model, KnownSymbols types, CancellationToken cancellationToken)
    {
        var statement = node.FirstAncestorOrSelf<StatementSyntax>();
        return statement is not null && model.GetOperation(statement, cancellationToken) is { } operation
            && LCG5001DroppedWorkerTask.Find(new HookBody(model.GetEnclosingSymbol(node.SpanStart, cancellationToken)!, operation), types)
                .Any(drop => drop.Value.Syntax.Span.Contains(node.Span));
    }

    /// <summary>All code of a class that hooks may run, for a suppressor.</summary>
    internal static HookCode CodeOf(INamedTypeSymbol type, KnownSymbols types, HookFamily family, SuppressionAnalysisContext context)
    {
        var options = type.DeclaringSyntaxReferences is [var part, ..] ? context.Options.AnalyzerConfigOptionsProvider.GetOptions(part.SyntaxTree) : null;
        var code = new HookCode(type, types, family, options);
        foreach (var member in type.GetMembers())
        {
            foreach (var reference in HookCode.PartsOf(member))
            {
                var declaration = reference.GetSyntax(context.CancellationToken);
                if (context.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, context.CancellationToken) is { } body)
                    code.Add(member, body);
            }
        }

        return code;
    }

    private static bool IsOn(SuppressionAnalysisContext context, SyntaxTree tree, string id)
    {
        var options = context.Compilation.Options;
        var severity = options.SyntaxTreeOptionsProvider is { } provider && provider.TryGetDiagnosticValue(tree, id, context.CancellationToken, out var ofFile)
            ? ofFile
            : options.SpecificDiagnosticOptions.TryGetValue(id, out var ofProject) ? ofProject
            : ReportDiagnostic.Default;
        return severity != ReportDiagnostic.Suppress;
    }

    private sealed record Pair(SuppressionDescriptor Suppression, IHookCodeRule Rule);
}
