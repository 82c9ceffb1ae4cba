using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Subscriptions at what lives longer than a cycle of the unit: what its constructor was given, and what is static.</summary>
internal static class Subscription
{
    /// <summary>Whether an event belongs to such a source; one of this object, or of something that it made itself, ends with it.</summary>
    public static bool IsOfOthers(IEventSymbol subscribed, IOperation? source, HookCode code) =>
        source is null ? subscribed.IsStatic && !SymbolEqualityComparer.Default.Equals(subscribed.ContainingType, code.Type) : LivesLonger(source, code);

    /// <summary>The call that subscribes at such a source and whose result, with which it could be ended, is dropped; else <see langword="null"/>.</summary>
    public static IInvocationOperation? DroppedBy(IExpressionStatementOperation statement, HookCode code)
    {
        var value = statement.Operation is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var discarded } ? discarded : statement.Operation;
        value = OperationTree.Unconverted(value);
        if (value is IAwaitOperation { Operation: var awaited })
            value = OperationTree.Unconverted(awaited);
        if (value is not IInvocationOperation { TargetMethod: var method } call || !IsSubscribing(method.Name) || !Ends(ResultOf(method.ReturnType)))
            return null;

        var source = call.Instance ?? (method.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);
        return source is not null && LivesLonger(RootOf(source), code) ? call : null;
    }

    private static bool IsSubscribing(string method) =>
        method.StartsWith("Subscribe", StringComparison.Ordinal) || method is "OnChange" or "Register" or "UnsafeRegister" or "RegisterChangeCallback";

    private static bool Ends(ITypeSymbol type) =>
        type.Name is "IDisposable" or "IAsyncDisposable" or "CancellationTokenRegistration"
            || type.AllInterfaces.Any(static contract => contract.Name is "IDisposable" or "IAsyncDisposable");

    private static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    // `lifetime` of `lifetime.ApplicationStopping`.
    private static IOperation RootOf(IOperation source)
    {
        source = OperationTree.Accessed(source);
        while (source is IPropertyReferenceOperation { Instance: { } instance })
            source = OperationTree.Accessed(instance);
        return source;
    }

    private static bool LivesLonger(IOperation source, HookCode code) => source switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        IFieldReferenceOperation { Field: { IsStatic: false } field } => ComesFromOutside(field, code),
        IPropertyReferenceOperation { Property.IsStatic: true } => true,
        _ => false,
    };

    private static bool ComesFromOutside(IFieldSymbol field, HookCode code)
    {
        var isGiven = false;
        foreach (var operation in code.Bodies.SelectMany(body => body.Of(OperationKind.SimpleAssignment, OperationKind.FieldInitializer)))
        {
            var value = operation switch
            {
                ISimpleAssignmentOperation
                {
                    Target: IFieldReferenceOperation { Field: var target },
                    Value: var assigned
                } when SymbolEqualityComparer.Default.Equals(target, field) => assigned,
                IFieldInitializerOperation initializer when initializer.InitializedFields.Contains(field, SymbolEqualityComparer.Default) => initializer.Value,
                _ => null,
            };
            if (value is null)
                continue;

            if (OperationTree.Unconverted(value) is not IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol owner }
                || owner.MethodKind != MethodKind.Constructor)
            {
                return false;
            }

            isGiven = true;
        }

        return isGiven;
    }
}
