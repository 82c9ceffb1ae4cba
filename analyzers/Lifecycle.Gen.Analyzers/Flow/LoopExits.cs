using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>How a loop can be left from the inside.</summary>
internal static class LoopExits
{
    /// <summary>
    /// The statements of a loop that leave it: every <c>return</c> and <c>throw</c>, and each branch whose target is outside. A <c>break</c> of an inner loop
    /// or of a <c>switch</c> is none; a <c>continue</c> of a loop further out is one. Lambdas and local functions are other functions.
    /// </summary>
    public static IEnumerable<IOperation> Of(ILoopOperation loop)
    {
        HashSet<ISymbol>? inside = null;
        foreach (var operation in Inside(loop.Body))
        {
            switch (operation)
            {
                case IReturnOperation { Kind: not OperationKind.YieldReturn } or IThrowOperation:
                case IBranchOperation branch when !(inside ??= LabelsIn(loop)).Contains(branch.Target):
                    yield return operation;
                    break;
            }
        }
    }

    /// <summary>All operations of a piece of code but those of lambdas and local functions in it.</summary>
    public static IEnumerable<IOperation> Inside(IOperation root)
    {
        var open = new Stack<IOperation>([root]);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            yield return operation;
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
                continue;

            foreach (var child in operation.ChildOperations.Reverse())
                open.Push(child);
        }
    }

    /// <summary>Whether a loop has no condition, or one that is always true.</summary>
    public static bool IsUnconditional(IOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation { Condition: var condition } => condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };

    private static HashSet<ISymbol> LabelsIn(ILoopOperation loop)
    {
        var labels = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { loop.ContinueLabel };
        foreach (var operation in Inside(loop.Body))
        {
            switch (operation)
            {
                case ILoopOperation inner:
                    labels.Add(inner.ContinueLabel);
                    labels.Add(inner.ExitLabel);
                    break;
                case ISwitchOperation choice:
                    labels.Add(choice.ExitLabel);
                    break;
                case ICaseClauseOperation { Label: { } label }:
                    labels.Add(label);
                    break;
                case ILabeledOperation labeled:
                    labels.Add(labeled.Label);
                    break;
            }
        }

        return labels;
    }
}
