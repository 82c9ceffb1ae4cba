using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A catch in a background hook that takes its cancellation too and leads back into the <c>try</c>, although the token is cancelled: the loop never ends. Where the
/// loop looks at its token, the cancellation that was caught does no harm.
/// </summary>
internal sealed class LCG4006CaughtCancellation : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.CaughtCancellation;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? background = null;
        foreach (var body in code.Bodies)
        {
            // Without a loop nothing leads back into a try.
            if (!body.Has(OperationKind.Loop) && !body.Of(OperationKind.Branch).Exists(static branch => branch is IBranchOperation { BranchKind: BranchKind.GoTo }))
                continue;

            foreach (var operation in body.Of(OperationKind.Try))
            {
                var attempt = (ITryOperation)operation;
                if (attempt.Catches.IsEmpty || body.IsInLambda(attempt) || CatcherOf(attempt, code.Types) is not { } catcher)
                    continue;

                var function = body.FunctionAt(attempt);
                background ??= code.ReachFrom(phase => phase is Phase.Background or Phase.Run, use => HookReach.IsWaitedFor(use, code.Types));
                if (background.WayTo(function) is not { Count: > 0 } way || !GoesOn(attempt, catcher, body, function, code.Types))
                    continue;

                var header = catcher.Syntax is CatchClauseSyntax { Declaration.Type: var type } ? $"catch ({type})" : "catch";
                var token = TokenOf(function, code.Types) ?? "cancellationToken";
                report(Diagnostic.Create(
                    Descriptor,
                    catcher.Syntax.GetFirstToken().GetLocation(),
                    MessageText.Subject(function),
                    MessageText.Chain(way, header, code.Types) + " goes on with the loop when the unit is told to stop, and holds up the stop until its time is over",
                    $"Write 'catch (OperationCanceledException) when ({token}.IsCancellationRequested) {{ throw; }}' before it"));
            }
        }
    }

    /// <summary>The name of the token that a function takes, if it takes one.</summary>
    public static string? TokenOf(ISymbol function, KnownSymbols types) =>
        (function as IMethodSymbol)?.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, types.CancellationToken))?.Name;

    // The first clause that takes an OperationCanceledException, if it takes everything else too, and nothing before it looks at cancellation.
    private static ICatchClauseOperation? CatcherOf(ITryOperation attempt, KnownSymbols types)
    {
        if (!attempt.Body.Descendants().Any(operation => OperationTree.IsToken(operation, types)))
            return null;

        foreach (var clause in attempt.Catches)
        {
            if (Conditions.IsCancellation(clause.ExceptionType))
                return null;
            if (clause.ExceptionType is null or { SpecialType: SpecialType.System_Object } || (clause.ExceptionType.Name is "Exception" or "SystemException" && Core.Extraction.RuntimeTypes.IsIn(clause.ExceptionType, "System")))
                return clause.Filter is null ? clause : null;
        }

        return null;
    }

    private static bool GoesOn(ITryOperation attempt, ICatchClauseOperation catcher, HookBody body, ISymbol function, KnownSymbols types)
    {
        if (FlowGraph.Of(body, function) is not { } graph || RegionOf(attempt, graph, body, function) is not { } region)
            return false;

        var tried = region.NestedRegions[0];
        var handler = region.NestedRegions[attempt.Catches.IndexOf(catcher) + 1];
        var reached = FlowGraph.Reach(
            graph,
            graph.Blocks[handler.FirstBlockOrdinal],
            condition => Conditions.Value(condition, cancelled: true, _ => true),
            // Outside of the try, what is given the token throws.
            block => !IsIn(block, tried) && !FlowGraph.Code(block).Any(operation => operation is IInvocationOperation call && HearsToken(call, types)),
            _ => false);
        return reached.Any(block => IsIn(block, tried));
    }

    // The compiler keeps try statements in their order, but leaves out empty ones.
    private static ControlFlowRegion? RegionOf(ITryOperation attempt, ControlFlowGraph graph, HookBody body, ISymbol function)
    {
        var written = body.Of(OperationKind.Try).OfType<ITryOperation>()
            .Where(one => !one.Catches.IsEmpty && !body.IsInLambda(one) && SymbolEqualityComparer.Default.Equals(body.FunctionAt(one), function))
            .OrderBy(one => one.Syntax.SpanStart).ToList();
        var kept = FlowGraph.TryAndCatches(graph.Root).ToList();
        if (written.Count != kept.Count)
            return null;

        var region = kept[written.IndexOf(attempt)];
        return region.NestedRegions.Length == attempt.Catches.Length + 1 ? region : null;
    }

    private static bool IsIn(BasicBlock block, ControlFlowRegion region) => block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal;

    private static bool HearsToken(IInvocationOperation call, KnownSymbols types) =>
        call.TargetMethod.Name == "ThrowIfCancellationRequested" || call.Arguments.Any(argument => OperationTree.IsToken(OperationTree.Unconverted(argument.Value), types));
}
