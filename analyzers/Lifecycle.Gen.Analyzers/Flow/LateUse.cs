using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A call of a <c>Func&lt;T&gt;</c>, or a <c>Value</c> of a <c>Lazy&lt;T&gt;</c>, that gives a unit to the class.</summary>
/// <param name="Operation">The call, or the reference to the property.</param>
/// <param name="Unit">The unit.</param>
/// <param name="IsUnordered">Whether it is taken without an order.</param>
/// <param name="Function">The function of the class that asks; <see langword="null"/> for the constructor and initializers.</param>
internal sealed record LateUse(IOperation Operation, INamedTypeSymbol Unit, bool IsUnordered, ISymbol? Function)
{
    /// <summary>All of them in a class, those in lambdas left out, as they run later.</summary>
    public static IEnumerable<LateUse> In(HookCode code)
    {
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.Invocation))
            {
                if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.DelegateInvoke }, Instance: { } called })
                {
                    if (Of(body, operation, called, code) is { } use)
                        yield return use;
                }
            }

            foreach (var operation in body.Of(OperationKind.PropertyReference))
            {
                if (operation is IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "Lazy" }, Instance: { } lazy })
                {
                    if (Of(body, operation, lazy, code) is { } use)
                        yield return use;
                }
            }
        }
    }

    private static LateUse? Of(HookBody body, IOperation operation, IOperation given, HookCode code)
    {
        if (body.IsInLambda(operation)
            || ParameterOf(OperationTree.Accessed(given), code.Type) is not { } parameter
            || LateAccessReader.ContentOf(parameter.Type) is not INamedTypeSymbol unit
            || !RuntimeTypes.IsUnit(unit))
        {
            return null;
        }

        var function = body.Owner is IMethodSymbol { MethodKind: not MethodKind.Constructor } ? body.FunctionAt(operation) : null;
        return new LateUse(operation, unit, LateAccessReader.IsUnordered(parameter), function);
    }

    /// <summary>The parameter itself, or that of the constructor whose type a readonly field has; two of one type leave open which it is.</summary>
    private static IParameterSymbol? ParameterOf(IOperation given, INamedTypeSymbol type)
    {
        if (given is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter })
            return parameter;
        if (given is not IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: false } field, Instance: IInstanceReferenceOperation })
            return null;

        var fitting = ConstructorReader.Choose(type, out _)?.Parameters.Where(taken => SymbolEqualityComparer.Default.Equals(taken.Type, field.Type)).ToList();
        return fitting is [var only] ? only : null;
    }
}
