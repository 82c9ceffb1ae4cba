using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Tasks that are dropped where they are made, while something else tells of the end of the same work.</summary>
internal static class HeardTask
{
    /// <summary>Whether the work behind a call is kept or heard of elsewhere.</summary>
    /// <param name="call">The call that made the task.</param>
    /// <param name="body">The body in which it stands.</param>
    /// <param name="types">The known symbols.</param>
    public static bool Is(IInvocationOperation call, HookBody body, KnownSymbols types) =>
        IsNoteOfKept(call, body, types) || Source(call, body) is { } source && IsHeard(source, body);

    // `_loop.ContinueWith(Log)`: the loop is kept, or belongs to another; what is dropped is the note of its end.
    private static bool IsNoteOfKept(IInvocationOperation call, HookBody body, KnownSymbols types)
    {
        if (call.TargetMethod.Name != "ContinueWith" || call.Instance is not { } continued || !types.IsTask(continued.Type))
            return false;

        return OperationTree.Accessed(continued) switch
        {
            ILocalReferenceOperation { Local: var local } => body.Of(OperationKind.LocalReference).Exists(operation =>
                operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsKept(reference)),
            IInvocationOperation inner => IsNoteOfKept(inner, body, types),
            _ => true,
        };
    }

    private static bool IsKept(ILocalReferenceOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment when assignment.Target == reference => assignment.Parent is not IExpressionStatementOperation,
        IInvocationOperation { TargetMethod.Name: "ContinueWith" } => false,
        IExpressionStatementOperation => false,
        _ => !DroppedTask.IsDiscarded(reference),
    };

    // The completion source that the work is handed: as an argument, by a lambda, or by the local function that is called.
    private static IOperation? Source(IInvocationOperation call, HookBody body)
    {
        var work = call.Arguments.Select(argument => argument.Value);
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
            work = work.Concat(body.Of(OperationKind.LocalFunction)
                .Where(local => SymbolEqualityComparer.Default.Equals(((ILocalFunctionOperation)local).Symbol, call.TargetMethod.OriginalDefinition)));
        return work.SelectMany(value => value.DescendantsAndSelf()).FirstOrDefault(IsSource);
    }

    private static bool IsSource(IOperation operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation && operation.Type?.Name == "TaskCompletionSource";

    // Its task is looked at here; of a parameter or a field another may do so.
    private static bool IsHeard(IOperation source, HookBody body) => source is not ILocalReferenceOperation { Local: var local }
        || body.Of(OperationKind.PropertyReference)
            .Exists(operation => operation is IPropertyReferenceOperation { Property.Name: "Task", Instance: ILocalReferenceOperation reference }
            && SymbolEqualityComparer.Default.Equals(reference.Local, local) && operation.Parent is not IExpressionStatementOperation);
}
