using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A catch in a background hook that takes its cancellation too and leads back into the <c>try</c>, although the token is cancelled: the loop never ends.
/// Where the loop looks at its token, the cancellation that was caught does no harm.
/// </summary>
internal sealed class LCG4006CaughtCancellation : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.CaughtCancellation;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? background = null;
        foreach (var body in code.Bodies)
        {
            // Without a loop nothing leads back into a try.
            if (!body.Has(OperationKind.Loop)
                && !body.Of(OperationKind.Branch).Exists(static branch => branch is IBranchOperation { BranchKind: BranchKind.GoTo }))
                continue;

            foreach (var operation in body.Of(OperationKind.Try))
            {
                var attempt = (ITryOperation)operation;
                if (attempt.Catches.IsEmpty || body.IsInLambda(attempt) || CatcherOf(attempt, code.Types) is not { } catcher)
                    continue;

                var function = body.FunctionAt(attempt);
                background ??= code.ReachFrom(phase => phase is Phase.Background or Phase.Run, use => HookReach.IsWaitedFor(use, code.Types));
                if (background.WayTo(function) is not { Count: > 0 } way || !GoesOn(attempt, catcher, body, function, code))
                    continue;

                var header = catcher.Syntax is CatchClauseSyntax { Declaration.Type: var type } ? $"catch ({type})" : "catch";
                var token = TokenOf(function, code.Types) ?? "cancellationToken";
                report(Diagnostic.Create(
                    Descriptor,
                    catcher.Syntax.GetFirstToken().GetLocation(),
                    MessageText.Subject(function),
                    MessageText.Chain(way, header,
                        code.Types) + " goes on with the loop when the unit is to stop, and holds up the stop until its time is over",
                    $"Write 'catch (OperationCanceledException) when ({token}.IsCancellationRequested) {{ throw; }}' before it"));
            }
        }
    }

    /// <summary>The name of the token that a function takes, if it takes one.</summary>
    public static string? TokenOf(ISymbol function, KnownSymbols types) =>
        (function as IMethodSymbol)?.Parameters.FirstOrDefault(parameter =>
            SymbolEqualityComparer.Default.Equals(parameter.Type, types.CancellationToken))?.Name;

    // The first clause that takes an OperationCanceledException, if it takes everything else too, and nothing before it looks at cancellation.
    private static ICatchClauseOperation? CatcherOf(ITryOperation attempt, KnownSymbols types)
    {
        if (!attempt.Body.Descendants().Any(operation => OperationTree.IsToken(operation, types)))
            return null;

        foreach (var clause in attempt.Catches)
        {
            if (Conditions.IsCancellation(clause.ExceptionType))
                return null;
            if (clause.ExceptionType is null or { SpecialType: SpecialType.System_Object }
                || (clause.ExceptionType.Name is "Exception" or "SystemException" && Core.Extraction.RuntimeTypes.IsIn(clause.ExceptionType, "System")))
                return clause.Filter is null ? clause : null;
        }

        return null;
    }

    // From the handler, with the token cancelled, there is a way back into the try, and none that ends the loop: a loop with an end of its own comes to it
    // sooner or later, and a helper that may throw does what a `throw` would.
    private static bool GoesOn(ITryOperation attempt, ICatchClauseOperation catcher, HookBody body, ISymbol function, HookCode code)
    {
        if (FlowGraph.Of(body, function) is not { } graph || RegionOf(attempt, graph, body, function) is not { } region)
            return false;

        var tried = region.NestedRegions[0];
        var handler = region.NestedRegions[attempt.Catches.IndexOf(catcher) + 1];
        var entry = graph.Blocks[handler.FirstBlockOrdinal];
        var reached = FlowGraph.Reach(
            graph,
            entry,
            condition => Conditions.Value(condition, cancelled: true, _ => true) ?? AfterReset(condition, entry),
            // What is given the token throws: in the try it leads to the handler again, outside of it out of the loop.
            block => !FlowGraph.Code(block).Any(operation => operation is IInvocationOperation call && HearsToken(call, code.Types)),
            _ => false);
        return reached.Any(block => IsIn(block, tried)) && !reached.Any(block => IsWayOut(block, tried, code));
    }

    // `_failures = 0` in the handler, and `while (_failures < 3)`: no end of its own, as each failure begins anew.
    private static bool? AfterReset(IOperation condition, BasicBlock handler)
    {
        if (OperationTree.Unconverted(condition) is not IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: int limit } } comparison)
            return null;

        var reset = handler.Operations.OfType<IExpressionStatementOperation>().Select(static statement => statement.Operation)
            .OfType<ISimpleAssignmentOperation>()
            .LastOrDefault(assignment => assignment.Target.Syntax.ToString() == comparison.LeftOperand.Syntax.ToString());
        if (reset?.Value.ConstantValue is not { HasValue: true, Value: int value })
            return null;

        return comparison.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => value < limit,
            BinaryOperatorKind.LessThanOrEqual => value <= limit,
            BinaryOperatorKind.GreaterThan => value > limit,
            BinaryOperatorKind.GreaterThanOrEqual => value >= limit,
            BinaryOperatorKind.Equals => value == limit,
            BinaryOperatorKind.NotEquals => value != limit,
            _ => null,
        };
    }

    private static bool IsWayOut(BasicBlock block, ControlFlowRegion tried, HookCode code) =>
        block.Kind == BasicBlockKind.Exit
        || FlowGraph.Throws(block)
        || (!IsIn(block, tried)
            && FlowGraph.Code(block).Any(operation => operation is IInvocationOperation call && (HearsToken(call, code.Types) || MayThrowOn(call, code))));

    // `ExceptionDispatchInfo.Throw(e)`, what says that it does not return, and a function of the class with a `throw` in it.
    private static bool MayThrowOn(IInvocationOperation call, HookCode code) =>
        call.TargetMethod.Name.StartsWith("Throw", StringComparison.Ordinal)
        || call.TargetMethod.Name.StartsWith("Rethrow", StringComparison.Ordinal)
        || call.TargetMethod.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute")
        || (code.FunctionOf(call.TargetMethod) is { } called && called.DescendantsAndSelf().Any(operation => operation is IThrowOperation));

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

    private static bool IsIn(BasicBlock block, ControlFlowRegion region) =>
        block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal;

    private static bool HearsToken(IInvocationOperation call, KnownSymbols types) =>
        call.TargetMethod.Name == "ThrowIfCancellationRequested"
            || call.Arguments.Any(argument => OperationTree.IsToken(OperationTree.Unconverted(argument.Value), types));
}
