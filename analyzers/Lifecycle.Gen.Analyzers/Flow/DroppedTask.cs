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
}

/// <summary>A task that nobody can await any more.</summary>
/// <param name="Value">The whole expression whose value is lost.</param>
/// <param name="Call">The call that made the task, without <c>ConfigureAwait</c> and the like around it.</param>
/// <param name="Kind">How it is lost.</param>
internal sealed record DroppedTask(IOperation Value, IInvocationOperation Call, DropKind Kind)
{
    /// <summary>All dropped tasks in one body, lambdas and local functions included.</summary>
    public static IEnumerable<DroppedTask> In(IOperation body, KnownTypes types)
    {
        HashSet<ISymbol>? readLocals = null;
        foreach (var operation in body.DescendantsAndSelf())
        {
            var (value, kind) = operation switch
            {
                IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => OfAssignment(assignment),
                IExpressionStatementOperation { Operation: var expression } => (expression, DropKind.Statement),
                ISimpleAssignmentOperation { Parent: not IExpressionStatementOperation, Target: IDiscardOperation } nested => (nested.Value, DropKind.Discard),
                IVariableDeclaratorOperation { Initializer.Value: var initial } declarator
                    when !declarator.Symbol.IsRef && !IsUsing(declarator) && IsUnread(declarator.Symbol) => (initial, DropKind.UnusedLocal),
                _ => default,
            };
            if (value is not null && types.IsTask(value.Type) && CallIn(value, types) is { } call)
                yield return new DroppedTask(Unconverted(value), call, kind);
        }

        (IOperation?, DropKind) OfAssignment(ISimpleAssignmentOperation assignment) => assignment.Target switch
        {
            IDiscardOperation => (assignment.Value, DropKind.Discard),
            ILocalReferenceOperation { Local: { IsRef: false } local } when IsUnread(local) => (assignment.Value, DropKind.UnusedLocal),
            _ => default,
        };

        bool IsUnread(ILocalSymbol local) => !(readLocals ??= ReadLocals(body)).Contains(local);
    }

    // A local counts as read wherever its value could get away; `_ = task` alone only hides the warning about it.
    private static HashSet<ISymbol> ReadLocals(IOperation body)
    {
        var read = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var reference in body.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            var written = reference.Parent is ISimpleAssignmentOperation { Target: var target } && target == reference;
            if (!written && OutermostSameValue(reference).Parent is not ISimpleAssignmentOperation { Target: IDiscardOperation })
                read.Add(reference.Local);
        }

        return read;
    }

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

    // Only a call makes a new task; reading a field, property or parameter leaves it where somebody else can await it.
    private static IInvocationOperation? CallIn(IOperation value, KnownTypes types) => Unconverted(value) switch
    {
        IInvocationOperation call => MadeBy(call, types),
        IConditionalAccessOperation access => CallIn(access.WhenNotNull, types),
        IConditionalOperation { WhenFalse: not null } choice => CallIn(choice.WhenTrue, types) ?? CallIn(choice.WhenFalse, types),
        ICoalesceOperation coalesce => CallIn(coalesce.Value, types) ?? CallIn(coalesce.WhenNull, types),
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => CallIn(arm.Value, types)).FirstOrDefault(call => call is not null),
        _ => null,
    };

    private static IInvocationOperation? MadeBy(IInvocationOperation call, KnownTypes types)
    {
        if (call.TargetMethod.Name is "ConfigureAwait" or "AsTask" or "Preserve" && call.Instance is { } wrapped && types.IsTask(wrapped.Type))
            return CallIn(wrapped, types) ?? call;

        // `T Exchange<T>(ref T, T)` and collections of tasks hand out what they were given: that task is kept somewhere.
        if (call.TargetMethod is { MethodKind: not MethodKind.DelegateInvoke, OriginalDefinition.ReturnType.TypeKind: TypeKind.TypeParameter })
            return null;
        if (IsCompleted(call.TargetMethod, types))
            return null;
        return types.IsTask(call.Type) ? call : null;
    }

    private static bool IsCompleted(IMethodSymbol method, KnownTypes types) =>
        method.Name is "FromResult" && (SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Task) || SymbolEqualityComparer.Default.Equals(method.ContainingType, types.ValueTask));

    private static IOperation Unconverted(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }
}
