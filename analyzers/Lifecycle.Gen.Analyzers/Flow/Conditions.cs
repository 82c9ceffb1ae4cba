using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What conditions come to while a token is, or is not, cancelled.</summary>
internal static class Conditions
{
    /// <summary>The value of a condition, or <see langword="null"/> where it depends on something else.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="cancelled">Whether tokens are cancelled.</param>
    /// <param name="isMeant">Whether a token is one of those.</param>
    public static bool? Value(IOperation condition, bool cancelled, Func<IOperation, bool> isMeant) => condition switch
    {
        { ConstantValue: { HasValue: true, Value: bool value } } => value,
        IConversionOperation conversion => Value(conversion.Operand, cancelled, isMeant),
        IParenthesizedOperation parenthesized => Value(parenthesized.Operand, cancelled, isMeant),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Value(not.Operand, cancelled, isMeant),
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals,
            RightOperand.ConstantValue: { HasValue: true, Value: bool right }
        } equal =>
            Value(equal.LeftOperand, cancelled, isMeant) is { } left ? left == right == (equal.OperatorKind == BinaryOperatorKind.Equals) : null,
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested", Instance: { } token } when isMeant(token) => cancelled,
        // A timer ticks until it is disposed or its token is cancelled.
        IAwaitOperation { Operation: var awaited } when !cancelled && IsTick(awaited) => true,
        IIsPatternOperation { Pattern: var pattern } when cancelled => IsCancellation(pattern),
        IIsTypeOperation { TypeOperand: var type, IsNegated: var negated } when cancelled && IsCancellation(type) => !negated,
        _ => null,
    };

    /// <summary>Whether exceptions of a type tell of cancellation and of nothing else.</summary>
    public static bool IsCancellation(ITypeSymbol? type) =>
        type?.Name is "OperationCanceledException" or "TaskCanceledException"
            && (Core.Extraction.RuntimeTypes.IsIn(type, "System") || Core.Extraction.RuntimeTypes.IsIn(type, "System", "Threading", "Tasks"));

    private static bool? IsCancellation(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => !IsCancellation(negated.Pattern),
        ITypePatternOperation type => IsCancellation(type.MatchedType) ? true : null,
        IDeclarationPatternOperation declaration => IsCancellation(declaration.MatchedType) ? true : null,
        _ => null,
    };

    private static bool IsTick(IOperation awaited) => awaited switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => IsTick(configured),
        IInvocationOperation
        {
            TargetMethod: { Name: "WaitForNextTickAsync", ContainingType.Name: "PeriodicTimer" },
            Instance: ILocalReferenceOperation or IFieldReferenceOperation
        } => true,
        _ => false,
    };
}
