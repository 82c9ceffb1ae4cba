using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What a loop runs: its own code, and the functions of the class that it calls.</summary>
internal static class LoopCode
{
    /// <summary>
    /// All operations of a loop and of the functions of the class that it calls, directly or through others. Local functions count where they are called.
    /// </summary>
    public static IEnumerable<IOperation> Of(ILoopOperation loop, HookCode code)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<IOperation>([loop]);
        while (open.Count > 0)
        {
            foreach (var operation in open.Dequeue().DescendantsAndSelf())
            {
                yield return operation;
                if (operation is IInvocationOperation { TargetMethod: var called } && code.FunctionOf(called) is { } body
                    && !OperationTree.IsInLambda(operation) && seen.Add(called.OriginalDefinition))
                    open.Enqueue(body);
            }
        }
    }

    /// <summary>
    /// Whether an operation names a token or what has one, so that cancellation may be heard through it. What a lambda in the loop or a function that it
    /// calls takes has been named where it is given, <c>CancellationToken.None</c> is no token, and the source <paramref name="own"/> is not the one of the
    /// hook.
    /// </summary>
    /// <param name="operation">The operation, of a loop or a function that it calls.</param>
    /// <param name="function">The function with the loop.</param>
    /// <param name="types">The known types.</param>
    /// <param name="own">A field with a source that does not count.</param>
    public static bool NamesToken(IOperation operation, ISymbol function, KnownSymbols types, ISymbol? own = null)
    {
        if (operation.IsImplicit || operation is IDefaultValueOperation || operation.Type is not { } type)
            return false;
        if (operation is IParameterReferenceOperation { Parameter.ContainingSymbol: var owner } && !IsOrIsAround(owner, function))
            return false;

        var isToken = SymbolEqualityComparer.Default.Equals(type, types.CancellationToken);
        if (!isToken && type.Name is not ("CancellationTokenSource" or "IWorkerContext"))
            return false;

        return operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } => false,
            IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source } when own is not null => !IsSource(source, own),
            // A context is looked at through what is taken of it, and passed on with all that it has.
            IParameterReferenceOperation when !isToken && operation.Parent is IMemberReferenceOperation or IInvocationOperation => false,
            _ => own is null || !IsSource(operation, own),
        };
    }

    /// <summary>Whether a call is given a token that can be cancelled.</summary>
    public static bool IsGivenToken(IInvocationOperation call, KnownSymbols types) =>
        call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue
            && SymbolEqualityComparer.Default.Equals(argument.Parameter?.Type, types.CancellationToken) && !IsNone(argument.Value));

    /// <summary>Whether a call waits for another: for a message, a client, an item, a signal.</summary>
    public static bool IsWaitForOthers(IInvocationOperation call) => IsWaitForOthers(call.TargetMethod);

    /// <summary>Whether a method waits for another: for a message, a client, an item, a signal.</summary>
    public static bool IsWaitForOthers(IMethodSymbol method) =>
        method.Name is var name
        && (name.StartsWith("Receive", StringComparison.Ordinal) || name.StartsWith("Accept", StringComparison.Ordinal)
            || name.StartsWith("Read", StringComparison.Ordinal)
            || name.StartsWith("Wait", StringComparison.Ordinal) || name.StartsWith("Take", StringComparison.Ordinal)
                || name.StartsWith("Dequeue", StringComparison.Ordinal)
            || name.StartsWith("Consume", StringComparison.Ordinal) || name.StartsWith("GetContext", StringComparison.Ordinal)
                || name.StartsWith("GetConsuming", StringComparison.Ordinal)
            || name.StartsWith("Next", StringComparison.Ordinal) || name.StartsWith("MoveNext", StringComparison.Ordinal));

    /// <summary>The call behind an <c>await</c>, without <c>ConfigureAwait</c>.</summary>
    public static IInvocationOperation? Awaited(IOperation awaited) => OperationTree.Unconverted(awaited) switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve", Instance: { } configured } => Awaited(configured),
        IInvocationOperation call => call,
        _ => null,
    };

    private static bool IsOrIsAround(ISymbol owner, ISymbol function)
    {
        for (var at = function; at is IMethodSymbol; at = at.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(HookCode.Canonical(owner), HookCode.Canonical(at)))
                return true;
        }

        return false;
    }

    private static bool IsNone(IOperation value) =>
        OperationTree.Unconverted(value) is IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } };

    private static bool IsSource(IOperation source, ISymbol own) =>
        OperationTree.Unconverted(source) is IFieldReferenceOperation { Field: var field } && SymbolEqualityComparer.Default.Equals(field, own);
}
