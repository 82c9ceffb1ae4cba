using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Arrays and lists of tasks that are filled, and that nothing reads then.</summary>
internal static class TaskCollection
{
    /// <summary>The first task that an operation puts where no code finds it again, or <see langword="null"/>: the declaration of such a collection.</summary>
    public static IOperation? DroppedBy(IOperation operation, HookBody body, KnownSymbols types)
    {
        if (operation is not IVariableDeclaratorOperation { Symbol: { IsRef: false } local, Initializer.Value: var initial } || !IsOfTasks(local.Type, types))
            return null;

        var made = OperationTree.Unconverted(initial);
        if (made is not (IObjectCreationOperation { Arguments: [] or [{ Parameter.Type.SpecialType: SpecialType.System_Int32 }] } or IArrayCreationOperation
            or ICollectionExpressionOperation))
            return null;

        var put = Elements(made).ToList();
        foreach (var named in body.Of(OperationKind.LocalReference))
        {
            var reference = (ILocalReferenceOperation)named;
            if (!SymbolEqualityComparer.Default.Equals(reference.Local, local) || DroppedTask.IsDiscarded(reference))
                continue;

            switch (reference.Parent)
            {
                case IInvocationOperation
                {
                    TargetMethod.Name: "Add" or "Enqueue" or "Push" or "AddLast" or "AddFirst", Parent: IExpressionStatementOperation,
                    Arguments: [{ Value: var added }]
                } call when call.Instance == reference:
                    put.Add(added);
                    break;
                case IArrayElementReferenceOperation
                {
                    Parent: ISimpleAssignmentOperation
                    {
                        Parent: IExpressionStatementOperation, Value: var set,
                        Target: var target
                    }
                } element when target == element:
                    put.Add(set);
                    break;
                case IPropertyReferenceOperation
                {
                    Property: { IsIndexer: true },
                    Parent: ISimpleAssignmentOperation
                    {
                        Parent: IExpressionStatementOperation, Value: var set,
                        Target: var target
                    }
                } element when target == element:
                    put.Add(set);
                    break;
                case IPropertyReferenceOperation { Property.Name: "Count" or "Length" or "Capacity" }:
                    break;
                default:
                    return null;
            }
        }

        return put.FirstOrDefault(value => OperationTree.Unconverted(value) is IInvocationOperation);
    }

    /// <summary>Whether values of a type hold tasks and nothing more.</summary>
    public static bool IsOfTasks(ITypeSymbol type, KnownSymbols types) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => types.IsTask(element),
        INamedTypeSymbol { TypeArguments: [var element], ContainingNamespace: { } space } =>
            types.IsTask(element) && space.ToDisplayString().StartsWith("System.Collections.", StringComparison.Ordinal),
        _ => false,
    };

    private static IEnumerable<IOperation> Elements(IOperation made) => made switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements.Where(element => element is not ISpreadOperation),
        IObjectCreationOperation { Initializer: { } initializer } =>
            initializer.Initializers.OfType<IInvocationOperation>().SelectMany(call => call.Arguments.Select(argument => argument.Value)),
        _ => [],
    };
}
