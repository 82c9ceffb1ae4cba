using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A loop in a startup hook, or in a function that it waits for, that nothing but the cancellation of the start ends: from inside of it, while the token is not
/// cancelled, no return and no throw can be reached.
/// </summary>
internal sealed class LCG4004EndlessStartup : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.EndlessStartup;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? startup = null;
        foreach (var body in code.Bodies)
        {
            ILoopOperation? around = null;
            // Where every loop ends by itself sooner or later, there is no circle to be caught in, and no need of the flow.
            if (!body.Of(OperationKind.Loop).Exists(MayBeEndless)
                && !body.Of(OperationKind.Branch).Exists(static branch => branch is IBranchOperation { BranchKind: BranchKind.GoTo }))
                continue;

            foreach (var operation in body.Of(OperationKind.Loop))
            {
                var loop = (ILoopOperation)operation;
                if (loop is IForEachLoopOperation || body.IsInLambda(loop) || IsOfIterator(loop) || (around?.Syntax.Span.Contains(loop.Syntax.Span) ?? false))
                    continue;

                var function = body.FunctionAt(loop);
                startup ??= code.ReachFrom(PhaseTable.IsOnTheWayUp, use => HookReach.IsWaitedFor(use, code.Types));
                if (startup.WayTo(function) is not { Count: > 0 } way || !IsEndless(loop, body, function, startup, code.Types))
                    continue;

                around = loop;
                var hook = (IMethodSymbol)way[0];
                var phase = code.Types.PhaseOf(hook);
                report(Diagnostic.Create(
                    Descriptor,
                    loop.Syntax.GetFirstToken().GetLocation(),
                    MessageText.Subject(function),
                    MessageText.Chain(way, Header(loop), code.Types) + " keeps the unit from ever being started, and what depends on it",
                    way.Count == 1 ? $"Mark {hook.Name} with [Background] in place of [{phase}]" : $"Call {function.Name} from a [Background] hook"));
            }
        }
    }

    // The consumer of its values decides when it ends.
    private static bool IsOfIterator(ILoopOperation loop) => loop.Body.Descendants().Any(operation => operation.Kind == OperationKind.YieldReturn);

    // A loop without a condition, or with one of which a part is known as long as nothing is cancelled.
    private static bool MayBeEndless(IOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => IsKnown(condition),
        IForLoopOperation { Condition: { } condition } => IsKnown(condition),
        IForEachLoopOperation => false,
        _ => true,
    };

    private static bool IsKnown(IOperation condition)
    {
        foreach (var part in condition.DescendantsAndSelf())
        {
            if (Conditions.Value(part, cancelled: false, static _ => true) is not null)
                return true;
        }

        return false;
    }

    private static bool IsEndless(ILoopOperation loop, HookBody body, ISymbol function, HookReach startup, KnownSymbols types)
    {
        if (FlowGraph.Of(body, function) is not { } graph || FlowGraph.BlockOf(graph, loop.Syntax) is not { } start)
            return false;

        var hearsStart = startup.UsesTo(function)
            .All(use => use.At is IInvocationOperation call
                && call.Arguments.All(argument => !IsTokenType(argument.Value.Type, types) || IsParameter(argument.Value)));
        var reached = FlowGraph.Reach(
            graph,
            start,
            condition => Conditions.Value(condition, cancelled: false, token => hearsStart && IsStartupToken(token, body)),
            block => true,
            exception => !Conditions.IsCancellation(exception));
        return !reached.Any(block => block.Kind == BasicBlockKind.Exit || FlowGraph.Throws(block));
    }

    // The token of the hook, as it came in; one that is linked to a time-out is another.
    private static bool IsStartupToken(IOperation token, HookBody body) => token switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => !body.Of(OperationKind.SimpleAssignment).Exists(operation =>
            operation is ISimpleAssignmentOperation { Target: IParameterReferenceOperation target }
                && SymbolEqualityComparer.Default.Equals(target.Parameter, parameter)),
        IPropertyReferenceOperation { Property: { Name: "Stopping", ContainingType.Name: "IWorkerContext" } } => true,
        _ => false,
    };

    private static bool IsParameter(IOperation value) =>
        OperationTree.Unconverted(value) is IParameterReferenceOperation or IPropertyReferenceOperation { Property.Name: "Stopping" };

    private static bool IsTokenType(ITypeSymbol? type, KnownSymbols types) => SymbolEqualityComparer.Default.Equals(type, types.CancellationToken);

    private static string Header(ILoopOperation loop) => loop.Syntax switch
    {
        WhileStatementSyntax { Condition: var condition } => $"while ({MessageText.Code(condition)})",
        DoStatementSyntax { Condition: var condition } => $"do … while ({MessageText.Code(condition)})",
        ForStatementSyntax { Condition: { } condition } => $"for (…; {MessageText.Code(condition)}; …)",
        _ => "for (;;)",
    };
}
