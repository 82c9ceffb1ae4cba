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
    public static IEnumerable<DependencyUse> In(HookCode code)
    {
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Operation.Descendants())
            {
                (ISymbol? Member, IOperation? Instance) used = operation switch
                {
                    IInvocationOperation call => (call.TargetMethod, call.Instance),
                    IMemberReferenceOperation reference and (IPropertyReferenceOperation or IFieldReferenceOperation) => (reference.Member, reference.Instance),
                    _ => default,
                };
                if (used is ({ } member, { } instance) && IsDependency(instance, code) && !Places.IsInLambda(operation))
                    yield return new DependencyUse(operation, member.OriginalDefinition, body.Owner is IMethodSymbol { MethodKind: not MethodKind.Constructor } ? HookCode.FunctionAt(operation, body.Owner) : null);
            }
        }
    }

    // A parameter of the constructor, or a field of this class, whose type is a unit with source.
    private static bool IsDependency(IOperation instance, HookCode code)
    {
        instance = Places.Accessed(instance);
        return instance.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type
            && Core.Extraction.KnownTypes.IsUnit(type)
            && instance switch
            {
                IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
                IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: false }, Instance: IInstanceReferenceOperation } => true,
                IPropertyReferenceOperation { Property: { SetMethod: null, IsStatic: false }, Instance: IInstanceReferenceOperation } => true,
                _ => false,
            }
            && !SymbolEqualityComparer.Default.Equals(type, code.Type);
    }
}
