using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Whether code runs where it is written: on the thread and in the time of the function around it. A lambda, or a method that is named and not called, runs
/// when its receiver calls it: on a thread of its own, on the pool, when an event is raised, or never.
/// </summary>
internal static class InPlace
{
    /// <summary>Whether a function is called by its user, or by something that calls it at once.</summary>
    public static bool Runs(Use use) => Runs(use.At) && (use.At is not IMethodReferenceOperation || IsForEachItem(use.At));

    /// <summary>Whether an operation is in no lambda but those that LINQ, a list or an array calls for each item, at once and on the same thread.</summary>
    public static bool Runs(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && (lambda.Symbol.IsAsync || !IsForEachItem(lambda)))
                return false;
        }

        return true;
    }

    /// <summary>Whether a function becomes the handler of an event: it is subscribed, or its delegate has the form of one.</summary>
    public static bool IsEventHandler(IOperation function)
    {
        var creation = Creation(function);
        return creation?.Parent is IEventAssignmentOperation || creation?.Type is { Name: "EventHandler", ContainingNamespace.Name: "System" }
            || HasFormOfEvent(creation?.Type);
    }

    /// <summary>The type of the delegate that a lambda or a named method becomes.</summary>
    public static ITypeSymbol? DelegateOf(IOperation function) => Creation(function)?.Type;

    private static bool IsForEachItem(IOperation function) =>
        Creation(function) is { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: var receiver } } }
        && receiver is { Name: "Enumerable", ContainingNamespace.Name: "Linq" } or { Name: "List", ContainingNamespace.Name: "Generic" }
            or { SpecialType: SpecialType.System_Array };

    // `new EventHandler(On)` is a conversion of a conversion.
    private static IOperation? Creation(IOperation function)
    {
        var creation = function.Parent as IDelegateCreationOperation;
        for (IOperation? outer = creation; outer?.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation; outer = outer.Parent)
            creation = outer.Parent as IDelegateCreationOperation ?? creation;
        return creation;
    }

    private static bool HasFormOfEvent(ITypeSymbol? type) =>
        type is INamedTypeSymbol
        {
            DelegateInvokeMethod:
            {
                ReturnsVoid: true,
                Parameters: [{ Type.SpecialType: SpecialType.System_Object }, { Type: var data }]
            }
        }
        && IsEventData(data);

    private static bool IsEventData(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.Name == "EventArgs")
                return true;
        }

        return type.Name.EndsWith("EventArgs", StringComparison.Ordinal);
    }
}
