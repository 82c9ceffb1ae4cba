using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>How a task is lost.</summary>
internal enum DropKind
{
    /// <summary>The call is a statement of its own: <c>FooAsync();</c>.</summary>
    Statement,

    /// <summary>Assigned to a discard: <c>_ = FooAsync();</c>.</summary>
    Discard,

    /// <summary>Stored in a local that nothing reads: <c>var t = FooAsync();</c>.</summary>
    UnusedLocal,

    /// <summary>Stored in a local that not every way through the function reads.</summary>
    LostLocal,

    /// <summary>Stored in a local that gets another task before anything has read it.</summary>
    Overwritten,

    /// <summary>Put into a collection that nothing reads.</summary>
    Collected,

    /// <summary>
    /// The inner one of a task of a task, of which only the outer one is awaited or kept: <c>await Task.Factory.StartNew(async () => …)</c>.
    /// </summary>
    Inner,

    /// <summary>Given to a method that returns nothing and neither keeps it nor waits for it: <c>FooAsync().Forget();</c>.</summary>
    Forgotten,
}

/// <summary>A task that nothing can await any more.</summary>
/// <param name="Value">The whole expression whose value is lost.</param>
/// <param name="Call">The call that made the task, without <c>ConfigureAwait</c> and the like around it.</param>
/// <param name="Kind">How it is lost.</param>
internal sealed record DroppedTask(IOperation Value, IInvocationOperation Call, DropKind Kind)
{
    /// <summary>All dropped tasks in one body, lambdas and local functions included.</summary>
    public static IEnumerable<DroppedTask> In(HookBody whole, KnownSymbols types)
    {
        HashSet<ISymbol>? readLocals = null;
        foreach (var operation in whole.Of(OperationKind.ExpressionStatement))
        {
            var expression = ((IExpressionStatementOperation)operation).Operation;
            if (ForgottenTask.In(expression, types) is { } given && CallIn(given, types) is { } forgotten && !HeardTask.Is(forgotten, whole, types))
            {
                yield return new DroppedTask(OperationTree.Unconverted(expression), forgotten, DropKind.Forgotten);
                continue;
            }

            if (Lost(expression is ISimpleAssignmentOperation assignment ? OfAssignment(assignment) : (expression, DropKind.Statement)) is { } dropped)
                yield return dropped;
        }

        foreach (var operation in whole.Of(OperationKind.SimpleAssignment))
        {
            if (operation is ISimpleAssignmentOperation { Parent: not IExpressionStatementOperation, Target: IDiscardOperation } nested
                && Lost((nested.Value, DropKind.Discard)) is { } dropped)
                yield return dropped;
        }

        foreach (var operation in whole.Of(OperationKind.VariableDeclarator))
        {
            if (TaskCollection.DroppedBy(operation, whole, types) is { } collected && CallIn(collected, types) is { } put)
                yield return new DroppedTask(OperationTree.Unconverted(collected), put, DropKind.Collected);
            if (operation is IVariableDeclaratorOperation { Initializer.Value: var initial } declarator && !declarator.Symbol.IsRef && !IsUsing(declarator)
                && Lost(OfLocal(declarator.Symbol, declarator, initial)) is { } dropped)
                yield return dropped;
        }

        foreach (var operation in whole.Of(OperationKind.Invocation))
        {
            if (operation is IInvocationOperation call && IsOuterOnly(call, types))
                yield return new DroppedTask(call, call, DropKind.Inner);
        }

        DroppedTask? Lost((IOperation? Value, DropKind Kind) what) =>
            what.Value is { } value && types.IsTask(value.Type) && CallIn(value, types) is { } call && !HeardTask.Is(call, whole, types)
                ? new DroppedTask(OperationTree.Unconverted(value), call, what.Kind)
                : null;

        (IOperation?, DropKind) OfAssignment(ISimpleAssignmentOperation assignment) => assignment.Target switch
        {
            IDiscardOperation => (assignment.Value, DropKind.Discard),
            ILocalReferenceOperation { Local: { IsRef: false } local } => OfLocal(local, assignment, assignment.Value),
            _ => default,
        };

        (IOperation?, DropKind) OfLocal(ILocalSymbol local, IOperation store, IOperation value)
        {
            if (!types.IsTask(value.Type) || CallIn(value, types) is null)
                return default;
            if (IsUnread(local))
                return (value, DropKind.UnusedLocal);

            return StoredTask.Loss(local, store, whole) is { } loss ? (value, loss) : default;
        }

        bool IsUnread(ILocalSymbol local) => !(readLocals ??= ReadLocals(whole)).Contains(local);
    }

    // A local counts as read wherever its value could get away; `_ = task` alone only hides the warning about it.
    private static HashSet<ISymbol> ReadLocals(HookBody body)
    {
        var read = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Of(OperationKind.LocalReference))
        {
            var reference = (ILocalReferenceOperation)operation;
            var written = reference.Parent is ISimpleAssignmentOperation { Target: var target } && target == reference;
            if (!written && !IsDiscarded(reference))
                read.Add(reference.Local);
        }

        return read;
    }

    /// <summary>Whether a value goes to <c>_</c> and nowhere else.</summary>
    internal static bool IsDiscarded(IOperation value) => OutermostSameValue(value).Parent is ISimpleAssignmentOperation { Target: IDiscardOperation };

    private static IOperation OutermostSameValue(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation;
    }

    private static bool IsUsing(IVariableDeclaratorOperation declarator)
    {
        for (var parent = declarator.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IUsingDeclarationOperation or IUsingOperation)
                return true;
            if (parent is IBlockOperation)
                return false;
        }

        return false;
    }

    // Only a call makes a new task; reading a field, property or parameter leaves it where other code can await it.
    private static IInvocationOperation? CallIn(IOperation value, KnownSymbols types) => OperationTree.Unconverted(value) switch
    {
        IInvocationOperation call => MadeBy(call, types),
        IConditionalAccessOperation access => CallIn(access.WhenNotNull, types),
        IConditionalOperation { WhenFalse: not null } choice => CallIn(choice.WhenTrue, types) ?? CallIn(choice.WhenFalse, types),
        ICoalesceOperation coalesce => CallIn(coalesce.Value, types) ?? CallIn(coalesce.WhenNull, types),
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => CallIn(arm.Value, types)).FirstOrDefault(call => call is not null),
        _ => null,
    };

    private static IInvocationOperation? MadeBy(IInvocationOperation call, KnownSymbols types)
    {
        if (call.TargetMethod.Name is "ConfigureAwait" or "AsTask" or "Preserve" && call.Instance is { } wrapped && types.IsTask(wrapped.Type))
            return CallIn(wrapped, types) ?? call;

        // `T Exchange<T>(ref T, T)` and collections of tasks hand out what they were given: that task is kept somewhere.
        if (call.TargetMethod is { MethodKind: not MethodKind.DelegateInvoke, OriginalDefinition.ReturnType.TypeKind: TypeKind.TypeParameter })
            return null;
        if (IsCompleted(call.TargetMethod, types))
            return null;
        if (call.TargetMethod.Name == "Unwrap" && call.Arguments is [{ Value: var outer }])
            return CallIn(outer, types);

        return types.IsTask(call.Type) ? call : null;
    }

    // `StartNew` and `ContinueWith` of an async delegate give a task of a task: awaited once, or kept as a plain task, the inner one is lost.
    private static bool IsOuterOnly(IInvocationOperation call, KnownSymbols types)
    {
        if (call.TargetMethod.Name is not ("StartNew" or "ContinueWith") || call.Type is not INamedTypeSymbol { TypeArguments: [var inner] }
            || !types.IsTask(inner) || !types.IsTask(call.Type))
            return false;

        IOperation value = call;
        while (value.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured)
            value = configured;
        return value.Parent switch
        {
            IAwaitOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            IConversionOperation { Type: INamedTypeSymbol { TypeArguments.IsEmpty: true } kept } => types.IsTask(kept),
            _ => false,
        };
    }

    private static bool IsCompleted(IMethodSymbol method, KnownSymbols types) =>
        method.Name is "FromResult"
            && (SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Task)
                || SymbolEqualityComparer.Default.Equals(method.ContainingType, types.ValueTask));
}
