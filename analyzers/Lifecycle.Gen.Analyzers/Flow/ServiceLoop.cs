using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Loops that go on as long as the service does: without a condition, on a token, on ticks, or over what arrives.</summary>
internal static class ServiceLoop
{
    /// <summary>Whether a loop goes on until something ends it.</summary>
    public static bool Is(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation { IsAsynchronous: true } => true,
        IForEachLoopOperation { Collection: var collection } =>
            OperationTree.Unconverted(collection) is IInvocationOperation { TargetMethod.Name: "GetConsumingEnumerable" },
        _ when LoopExits.IsUnconditional(loop) => true,
        IWhileLoopOperation { Condition: { } condition } => IsOpen(condition),
        IForLoopOperation { Condition: { } condition } => IsOpen(condition),
        _ => false,
    };

    /// <summary>The loop of that kind around an operation, in the same function; <see langword="null"/> where there is none.</summary>
    public static ILoopOperation? Around(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; parent = parent.Parent)
        {
            if (parent is ILoopOperation loop && Is(loop))
                return loop;
        }

        return null;
    }

    /// <summary>
    /// Whether the work of a call has such a loop: the function of the class that is called, or that a delegate given to <c>Task.Run</c> calls.
    /// </summary>
    public static bool IsIn(IInvocationOperation call, HookCode code) =>
        HasOne(code.FunctionOf(call.TargetMethod)) || call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).Any(given => given switch
        {
            ILoopOperation loop => Is(loop),
            IMethodReferenceOperation named => HasOne(code.FunctionOf(named.Method)),
            IInvocationOperation inner => HasOne(code.FunctionOf(inner.TargetMethod)),
            _ => false,
        });

    private static bool HasOne(IOperation? function) =>
        function is not null && LoopExits.Inside(function is ILocalFunctionOperation { Body: { } body } ? body : function)
            .Any(operation => operation is ILoopOperation loop && Is(loop));

    private static bool IsOpen(IOperation condition) => condition.DescendantsAndSelf().Any(static part => part is IAwaitOperation
        or IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" });
}
