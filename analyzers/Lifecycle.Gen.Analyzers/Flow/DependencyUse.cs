using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A member of a unit that the class depends on, used by the class.</summary>
/// <param name="Operation">The call, or the reference to a property or field.</param>
/// <param name="Member">What is used.</param>
/// <param name="Function">The function of the class that uses it; <see langword="null"/> for the constructor and initializers.</param>
internal sealed record DependencyUse(IOperation Operation, ISymbol Member, ISymbol? Function)
{
    /// <summary>All uses of dependencies in a class, those in lambdas left out, as they run later.</summary>
    public static IReadOnlyList<DependencyUse> In(HookCode code)
    {
        var found = new List<DependencyUse>();
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.Invocation))
                Add(body, operation, ((IInvocationOperation)operation).TargetMethod, ((IInvocationOperation)operation).Instance);
            foreach (var operation in body.Of(OperationKind.PropertyReference))
                Add(body, operation, ((IPropertyReferenceOperation)operation).Property, ((IPropertyReferenceOperation)operation).Instance);
            foreach (var operation in body.Of(OperationKind.FieldReference))
                Add(body, operation, ((IFieldReferenceOperation)operation).Field, ((IFieldReferenceOperation)operation).Instance);
        }

        return found;

        void Add(HookBody body, IOperation operation, ISymbol member, IOperation? instance)
        {
            if (instance is not null && IsDependency(instance, code) && !body.IsInLambda(operation))
                found.Add(new DependencyUse(operation, member.OriginalDefinition, body.Owner is IMethodSymbol { MethodKind: not MethodKind.Constructor }
                    ? body.FunctionAt(operation) : null));
        }
    }

    // A parameter of the constructor, or a field of this class, whose type is a unit with source.
    private static bool IsDependency(IOperation instance, HookCode code)
    {
        instance = OperationTree.Accessed(instance);
        var isGiven = instance switch
        {
            IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
            IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: false }, Instance: IInstanceReferenceOperation } => true,
            IPropertyReferenceOperation { Property: { SetMethod: null, IsStatic: false }, Instance: IInstanceReferenceOperation } => true,
            _ => false,
        };
        return isGiven
            && instance.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type
            && Core.Extraction.RuntimeTypes.IsUnit(type)
            && !SymbolEqualityComparer.Default.Equals(type, code.Type);
    }
}
