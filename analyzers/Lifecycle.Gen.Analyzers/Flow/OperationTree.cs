using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Navigation in a tree of operations: out of conversions, up to enclosing functions.</summary>
internal static class OperationTree
{
    /// <summary>Whether a lambda is around the operation, so that it runs at another time, if at all.</summary>
    public static bool IsInLambda(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }

    /// <summary>All the code of the member in which an operation stands.</summary>
    public static IOperation Whole(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>The value itself, without conversions and parentheses.</summary>
    public static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }

    /// <summary>The value that a member is taken of, also behind <c>?.</c>.</summary>
    public static IOperation Accessed(IOperation instance)
    {
        instance = Unconverted(instance);
        if (instance is not IConditionalAccessInstanceOperation)
            return instance;

        var parent = instance.Parent;
        while (parent is not null and not IConditionalAccessOperation)
            parent = parent.Parent;
        return parent is IConditionalAccessOperation { Operation: var accessed } ? Unconverted(accessed) : instance;
    }

    /// <summary>The startup token or any other one: a value of the type <c>CancellationToken</c> that stands in the source.</summary>
    public static bool IsToken(IOperation operation, KnownSymbols types) =>
        !operation.IsImplicit && operation is not IDefaultValueOperation && SymbolEqualityComparer.Default.Equals(operation.Type, types.CancellationToken);
}
