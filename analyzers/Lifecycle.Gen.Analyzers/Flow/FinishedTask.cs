using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Whether a task has ended on every way to the place that takes its result, so that taking it waits for nothing.</summary>
internal static class FinishedTask
{
    /// <summary>Whether the task is known to be completed at a wait for it.</summary>
    /// <param name="task">The task that is waited for.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="body">The body in which it stands.</param>
    public static bool IsFinished(IOperation task, IOperation wait, HookBody body)
    {
        task = OperationTree.Accessed(task);
        if (IsMade(task))
            return true;
        if (SymbolOf(task) is not { } symbol)
            return false;

        symbol = CollectionOf(symbol, body) ?? symbol;
        var function = body.FunctionAt(wait);
        if (FlowGraph.Of(body, function) is not { } graph || IsInHandler(wait))
            return body.Operation.Descendants().Any(operation => Finishes(operation, symbol) || Asks(operation, symbol));

        return !IsReachedUnfinished(graph, wait, symbol);
    }

    /// <summary>A task that is complete when it is made, or handed out because it is.</summary>
    public static bool IsMade(IOperation task) => OperationTree.Unconverted(task) switch
    {
        IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } } delay => Durations.IsZero(delay),
        IInvocationOperation { TargetMethod: { Name: "FromResult" or "FromException" or "FromCanceled" } }
            or IPropertyReferenceOperation { Property.Name: "CompletedTask" } => true,
        IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [{ Parameter.Type.Name: not ("Task" or "IValueTaskSource") }] } => true,
        IAwaitOperation { Operation: var awaited } => IsWhenAny(awaited),
        _ => false,
    };

    private static bool IsWhenAny(IOperation awaited) => OperationTree.Unconverted(awaited) switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => IsWhenAny(configured),
        IInvocationOperation { TargetMethod: { Name: "WhenAny", ContainingType.Name: "Task" } } => true,
        _ => false,
    };

    private static bool IsReachedUnfinished(ControlFlowGraph graph, IOperation wait, ISymbol symbol)
    {
        var seen = new HashSet<(int Block, bool Finished)>();
        var open = new Stack<(BasicBlock Block, bool Finished)>();
        Add(graph.Blocks[0], false);
        while (open.Count > 0)
        {
            var (block, finished) = open.Pop();
            foreach (var operation in block.Operations.Concat(block.BranchValue is { } last ? [last] : []))
            {
                var parts = operation.DescendantsAndSelf().ToList();
                var isHere = parts.Exists(inner => inner.Syntax == wait.Syntax && inner.Kind == wait.Kind);
                if (isHere && !finished
                    && !parts.Exists(inner => inner.Syntax != wait.Syntax && inner.Syntax.SpanStart < wait.Syntax.SpanStart && Finishes(inner, symbol)))
                    return true;

                if (parts.OfType<ISimpleAssignmentOperation>().FirstOrDefault(assignment => Refers(assignment.Target, symbol)) is { } set)
                    finished = IsMade(set.Value);
                else if (parts.Exists(inner => Finishes(inner, symbol) || (Asks(inner, symbol) && operation != block.BranchValue)))
                    finished = true;
            }

            var asked = block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition
                && condition.DescendantsAndSelf().Any(inner => Asks(inner, symbol));
            // Asked directly the answer is known on both sides; inside of a longer condition, on neither.
            var isPlain = asked && OperationTree.Unconverted(block.BranchValue!) is IPropertyReferenceOperation;
            var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(block.ConditionalSuccessor, finished || (asked && (!isPlain || jumpsWhen)));
            Follow(block.FallThroughSuccessor, finished || (asked && (!isPlain || !jumpsWhen)));
        }

        return false;

        void Follow(ControlFlowBranch? branch, bool finished)
        {
            if (branch is null)
                return;

            foreach (var region in branch.FinallyRegions)
            {
                Add(graph.Blocks[region.FirstBlockOrdinal], finished);
                finished |= graph.Blocks.Where(block => block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal)
                    .SelectMany(FlowGraph.Code).Any(operation => Finishes(operation, symbol));
            }

            if (branch.Destination is { } destination)
                Add(destination, finished);
        }

        void Add(BasicBlock block, bool finished)
        {
            if (seen.Add((block.Ordinal, finished)))
                open.Push((block, finished));
        }
    }

    // Awaited, given to an awaited WhenAll or WhenAny, or waited for, which is reported there.
    private static bool Finishes(IOperation operation, ISymbol symbol) => operation switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod: { Name: "Wait" or "GetResult" or "WaitAll" or "WaitAny" or "ContinueWith" } } => true,
        IPropertyReferenceOperation { Property.Name: "Result" } => true,
        _ => false,
    }
    && operation.Descendants().Any(inner => Refers(inner, symbol));

    private static bool Asks(IOperation operation, ISymbol symbol) =>
        operation is IPropertyReferenceOperation
        {
            Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status",
            Instance: { } asked
        }
        && (Refers(asked, symbol) || asked is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput });

    private static bool Refers(IOperation operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(SymbolOf(operation), symbol);

    private static ISymbol? SymbolOf(IOperation operation) => OperationTree.Unconverted(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IArrayElementReferenceOperation { ArrayReference: var array } => SymbolOf(array),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } => SymbolOf(list),
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    // The tasks that a loop goes through end together.
    private static ISymbol? CollectionOf(ISymbol symbol, HookBody body) => body.Of(OperationKind.Loop).OfType<IForEachLoopOperation>()
        .FirstOrDefault(loop => loop.Locals.Contains(symbol, SymbolEqualityComparer.Default)) is { } around
        ? SymbolOf(around.Collection)
        : null;

    private static bool IsInHandler(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null and not ILocalFunctionOperation; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation)
                return true;
        }

        return false;
    }
}
