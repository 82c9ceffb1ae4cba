using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What becomes of a task that a local holds: whether there is a way through the function on which nothing reads it.</summary>
internal static class StoredTask
{
    // Enough for any function that people read; beyond it nothing is said.
    private const int MostStates = 1000;

    /// <summary>Whether the task is lost: on a way out of the function, or because another task takes its place.</summary>
    /// <param name="local">The local, which some code reads.</param>
    /// <param name="store">The declarator or assignment.</param>
    /// <param name="body">The body in which it stands.</param>
    public static DropKind? Loss(ILocalSymbol local, IOperation store, HookBody body)
    {
        var function = body.FunctionAt(store);
        if (IsSurelyRead(local, store, body))
            return null;
        if (body.IsInLambda(store) || IsShared(local, function, body) || FlowGraph.Of(body, function) is not { } graph
            || PlaceOf(store, local, graph) is not var (block, index))
            return null;

        // What is stored under a condition may be read under the same one, written in another way: only what nothing reads at all is lost then.
        var (isRead, loss) = Follow(graph, block, index + 1, local);
        return isRead && IsConditional(store, local) ? null : loss;
    }

    /// <summary>
    /// The shape of nearly all such code, which needs no flow graph: declared in a block, and read in a later statement of it, whatever else it does, with
    /// nothing in between that leaves the block or stores another task.
    /// </summary>
    private static bool IsSurelyRead(ILocalSymbol local, IOperation store, HookBody body)
    {
        if (store.Parent?.Parent is not IVariableDeclarationGroupOperation { Parent: IBlockOperation block })
            return false;

        foreach (var operation in body.Of(OperationKind.LocalReference))
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            if (!IsRead(reference, local) || !IsStatementOf(block, reference))
                return false;

            var between = TextSpan.FromBounds(store.Syntax.Span.End, reference.Syntax.SpanStart);
            return !HasIn(OperationKind.Return, between) && !HasIn(OperationKind.Branch, between) && !HasIn(OperationKind.YieldBreak, between);
        }

        return false;

        bool HasIn(OperationKind kind, TextSpan span)
        {
            foreach (var operation in body.Of(kind))
            {
                if (span.IntersectsWith(operation.Syntax.SpanStart))
                    return true;
            }

            return false;
        }
    }

    // Without a condition, a loop or a lambda between the two.
    private static bool IsStatementOf(IBlockOperation block, IOperation part)
    {
        for (var parent = part.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == block)
                return true;
            if (parent is not (IAwaitOperation or IInvocationOperation or IArgumentOperation or IConversionOperation or IParenthesizedOperation
                or IPropertyReferenceOperation or IArrayCreationOperation or IArrayInitializerOperation or IExpressionStatementOperation or IReturnOperation
                or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation))
                return false;
        }

        return false;
    }

    private static (bool IsRead, DropKind? Loss) Follow(ControlFlowGraph graph, BasicBlock first, int from, ILocalSymbol local)
    {
        var isRead = false;
        DropKind? loss = null;
        var repeated = new HashSet<string>(graph.Blocks.Select(ConditionOf).OfType<string>().GroupBy(text => text, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => group.Key), StringComparer.Ordinal);
        var seen = new HashSet<(int Block, string Known)>();
        var open = new Stack<(BasicBlock Block, int From, string Known)>([(first, from, "")]);
        while (open.Count > 0)
        {
            var (block, start, known) = open.Pop();
            if (block.Kind == BasicBlockKind.Exit)
            {
                loss ??= DropKind.LostLocal;
                continue;
            }

            if (Ends(block, start) is { } ended)
            {
                isRead |= ended;
                loss = ended ? loss : DropKind.Overwritten;
                continue;
            }

            if (seen.Count > MostStates)
                return (true, null);

            foreach (var (branch, value) in Branches(block))
            {
                var next = known;
                if (value is { } taken && ConditionOf(block) is { } text && repeated.Contains(text))
                {
                    if (known.Contains(Fact(text, !taken)))
                        continue;

                    next = known.Contains(Fact(text, taken)) ? known : known + Fact(text, taken);
                }

                if (branch.FinallyRegions.Any(region => Reads(graph, region)))
                    isRead = true;
                else if (branch.Destination is { } destination && seen.Add((destination.Ordinal, next)))
                    open.Push((destination, 0, next));
            }
        }

        return (isRead, loss);

        // Read or written in a block: the first of the two counts.
        bool? Ends(BasicBlock block, int start)
        {
            foreach (var operation in block.Operations.Skip(start).Concat(block.BranchValue is { } last ? [last] : []))
            {
                if (operation.DescendantsAndSelf().Any(inner => IsRead(inner, local)))
                    return true;
                if (operation.DescendantsAndSelf().Any(inner => IsWritten(inner, local)))
                    return false;
            }

            return null;
        }

        bool Reads(ControlFlowGraph graph, ControlFlowRegion region) => graph.Blocks
            .Where(block => block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal)
            .SelectMany(FlowGraph.Code).Any(operation => IsRead(operation, local));
    }

    private static IEnumerable<(ControlFlowBranch Branch, bool? Value)> Branches(BasicBlock block)
    {
        var constant = block.BranchValue?.ConstantValue is { HasValue: true, Value: bool value } ? value : (bool?)null;
        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } conditional && (constant is null || constant == jumpsWhen))
            yield return (conditional, jumpsWhen);
        if (block.FallThroughSuccessor is { } next && (block.ConditionalSuccessor is null || constant is null || constant != jumpsWhen))
            yield return (next, block.ConditionalSuccessor is null ? null : !jumpsWhen);
    }

    private static string? ConditionOf(BasicBlock block) => block.ConditionKind == ControlFlowConditionKind.None ? null : block.BranchValue?.Syntax.ToString();

    private static string Fact(string condition, bool value) => $"\n{(value ? "is " : "not ")}{condition}\n";

    private static bool IsRead(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsTarget(reference)
            && !DroppedTask.IsDiscarded(reference);

    private static bool IsWritten(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsTarget(reference);

    private static bool IsTarget(IOperation reference) => reference.Parent is ISimpleAssignmentOperation { Target: var target } && target == reference;

    // Another function, or a lambda, reads or writes it whenever it runs.
    private static bool IsShared(ILocalSymbol local, ISymbol function, HookBody body) => body.Of(OperationKind.LocalReference).Exists(operation =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
        && (body.IsInLambda(reference) || !SymbolEqualityComparer.Default.Equals(body.FunctionAt(reference), function)));

    private static (BasicBlock Block, int Index)? PlaceOf(IOperation store, ILocalSymbol local, ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            for (var i = 0; i < block.Operations.Length; i++)
            {
                if (block.Operations[i].DescendantsAndSelf()
                    .Any(operation => operation is ISimpleAssignmentOperation && operation.Syntax == store.Syntax
                        && IsWritten(((ISimpleAssignmentOperation)operation).Target, local)))
                    return (block, i);
            }
        }

        return null;
    }

    private static bool IsConditional(IOperation store, ILocalSymbol local)
    {
        for (var parent = store.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IBlockOperation block && block.Locals.Contains(local, SymbolEqualityComparer.Default))
                return false;
            if (parent is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ITryOperation or ICoalesceOperation)
                return true;
        }

        return false;
    }
}
