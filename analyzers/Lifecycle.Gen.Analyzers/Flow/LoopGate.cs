using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What a loop goes on as long as: a private field of the class, and for a flag the value that ends the loop.</summary>
/// <param name="Field">The flag, source, timer, queue or listener.</param>
/// <param name="EndValue">The value that ends a flag; <see langword="null"/> for an object that is ended by a call.</param>
internal sealed record LoopGate(IFieldSymbol Field, bool? EndValue)
{
    /// <summary>The fields that alone decide when a loop ends, or <see langword="null"/> where something else may end it too, or nothing is known.</summary>
    public static IReadOnlyList<LoopGate>? Of(ILoopOperation loop, HookCode code)
    {
        var gates = new List<LoopGate>();
        var isKnown = loop switch
        {
            IForEachLoopOperation each => OfCollection(each, code, gates),
            _ when LoopExits.IsUnconditional(loop) => OfWaits(loop, code, gates),
            IWhileLoopOperation { Condition: { } condition } => OfCondition(condition, code, gates),
            IForLoopOperation { Condition: { } condition } => OfCondition(condition, code, gates),
            _ => false,
        };
        if (!isKnown)
            return null;

        foreach (var exit in LoopExits.Of(loop))
        {
            if (!IsConsequence(exit, loop) && !OfGuard(exit, code, gates))
                return null;
        }

        return gates.Count == 0 ? null : gates;
    }

    private static bool OfCollection(IForEachLoopOperation loop, HookCode code, List<LoopGate> gates)
    {
        var collection = LoopCode.Awaited(loop.Collection);
        return collection is { TargetMethod.Name: "ReadAllAsync" or "GetConsumingEnumerable" } && Add(collection, code, gates);
    }

    // `a && b` ends with either of them.
    private static bool OfCondition(IOperation condition, HookCode code, List<LoopGate> gates) => OperationTree.Unconverted(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            OfCondition(both.LeftOperand, code, gates) && OfCondition(both.RightOperand, code, gates),
        IAwaitOperation { Operation: var awaited } =>
            LoopCode.Awaited(awaited) is { TargetMethod.Name: "WaitForNextTickAsync" or "WaitToReadAsync" } call && Add(call, code, gates),
        var single => OfFlag(single, endsWhen: false, code, gates),
    };

    // A flag of the class, or a source of its own that is asked whether it is cancelled.
    private static bool OfFlag(IOperation condition, bool endsWhen, HookCode code, List<LoopGate> gates)
    {
        switch (OperationTree.Unconverted(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var negated }:
                return OfFlag(negated, !endsWhen, code, gates);
            case IInvocationOperation { TargetMethod: { Name: "Read", ContainingType.Name: "Volatile" }, Arguments: [{ Value: var read }] }:
                return OfFlag(read, endsWhen, code, gates);
            case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested", Instance: { } token }
                when endsWhen && FieldEnds.RootOf(token, code) is { Type.Name: "CancellationTokenSource" } source:
                gates.Add(new LoopGate(source, null));
                return true;
            case IFieldReferenceOperation { Field.Type.SpecialType: SpecialType.System_Boolean } flag when FieldEnds.RootOf(flag, code) is { } field:
                gates.Add(new LoopGate(field, endsWhen));
                return true;
            default:
                return false;
        }
    }

    // A loop without a condition ends with an exception of what it waits for.
    private static bool OfWaits(ILoopOperation loop, HookCode code, List<LoopGate> gates)
    {
        foreach (var operation in LoopExits.Inside(loop.Body))
        {
            var wait = operation is IAwaitOperation { Operation: var awaited } ? LoopCode.Awaited(awaited)
                : operation is IInvocationOperation call && BlockingCalls.IsOne(call, code.AddedBlockingCalls) ? call
                : null;
            if (wait is not null && LoopCode.IsWaitForOthers(wait) && !Durations.HasLimit(wait))
                Add(wait, code, gates);
        }

        return true;
    }

    private static bool Add(IInvocationOperation wait, HookCode code, List<LoopGate> gates)
    {
        foreach (var argument in wait.Arguments)
        {
            if (FieldEnds.RootOf(argument.Value, code) is { Type.Name: "CancellationTokenSource" } source)
            {
                gates.Add(new LoopGate(source, null));
                return true;
            }
        }

        var receiver = wait.Instance ?? (wait.TargetMethod.IsExtensionMethod ? wait.Arguments.FirstOrDefault()?.Value : null);
        if (FieldEnds.RootOf(receiver, code) is not { } field)
            return false;

        gates.Add(new LoopGate(field, null));
        return true;
    }

    // In a handler, what the loop waits for has been ended already.
    private static bool IsConsequence(IOperation exit, ILoopOperation loop)
    {
        for (var parent = exit.Parent; parent is not null && parent != loop; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation)
                return true;
        }

        return false;
    }

    // `if (_stopped) break;`
    private static bool OfGuard(IOperation exit, HookCode code, List<LoopGate> gates)
    {
        var statement = exit.Parent is IBlockOperation { Operations.Length: 1 } block ? block : exit;
        return statement.Parent is IConditionalOperation { Condition: var condition, WhenTrue: var taken, WhenFalse: null } && taken == statement
            && OfFlag(condition, endsWhen: true, code, gates);
    }
}
