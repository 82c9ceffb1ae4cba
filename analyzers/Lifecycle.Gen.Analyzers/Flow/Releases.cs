using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The fields, properties and events of which some code of a class takes care: it disposes or unsubscribes, or gives the value to another.</summary>
internal sealed class Releases
{
    private readonly HashSet<ISymbol> _released = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _inCycle = new(SymbolEqualityComparer.Default);
    private readonly bool _isUnit;

    private Releases(bool isUnit) => _isUnit = isUnit;

    /// <summary>Looks through all code of a class.</summary>
    public static Releases In(HookCode code)
    {
        var releases = new Releases(KnownSymbols.IsUnitOrWorker(code.Type));
        var disposal = code.ReachFromMembers(IsDisposal, InPlace.Runs);
        var hooks = code.ReachFrom(static _ => true);
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.FieldReference, OperationKind.PropertyReference).Concat(body.Of(OperationKind.EventAssignment)))
            {
                if (ReleasedBy(operation) is not { } symbol)
                    continue;

                releases._released.Add(symbol);
                var function = HookCode.Canonical(body.FunctionAt(operation));
                if (body.IsInLambda(operation) || hooks.Contains(function) || !disposal.Contains(function))
                    releases._inCycle.Add(symbol);
            }
        }

        return releases;
    }

    /// <summary>Whether some code takes care of it.</summary>
    public bool Contains(ISymbol symbol) => _released.Contains(symbol);

    /// <summary>Whether only the disposal of the unit does, which comes once, after the last cycle. Of a base class it is not known what else does.</summary>
    public bool AreOnlyInDisposal(ISymbol symbol) => _isUnit && _released.Contains(symbol) && !_inCycle.Contains(symbol);

    private static bool IsDisposal(ISymbol member) =>
        member is IMethodSymbol
        {
            Name: "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCoreAsync" or "System.IDisposable.Dispose"
            or "System.IAsyncDisposable.DisposeAsync"
        };

    private static ISymbol? ReleasedBy(IOperation operation) => operation switch
    {
        IEventAssignmentOperation { Adds: false, EventReference: IEventReferenceOperation { Event: var left } } => left,
        IFieldReferenceOperation { Field: var field } when IsRelease(operation) => field,
        IPropertyReferenceOperation { Property: var property } when IsRelease(operation) => property,
        _ => null,
    };

    private static bool IsRelease(IOperation reference)
    {
        var operation = reference;
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation.Parent switch
        {
            IAssignmentOperation assignment when assignment.Target == operation => false,
            IInvocationOperation call when call.Instance == operation => IsEnd(call),
            IConditionalAccessOperation access when access.Operation == operation =>
                access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => IsEnd(call)),
            IIsPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation } => true,
            IMemberReferenceOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation or IExpressionStatementOperation or INameOfOperation =>
                false,
            _ => true,
        };
    }

    // A timer whose next tick is never holds nothing, and a cancelled source calls nothing.
    private static bool IsEnd(IInvocationOperation call) => IsEnd(call.TargetMethod.Name)
        || (call.TargetMethod.ContainingType?.Name, call.TargetMethod.Name) is ("CancellationTokenSource", "Cancel" or "CancelAsync")
        || (call.TargetMethod is { Name: "Change", ContainingType.Name: "Timer" } && Durations.IsInfinite(call));

    private static bool IsEnd(string method) =>
        method.StartsWith("Dispose", StringComparison.Ordinal) || method.StartsWith("Close", StringComparison.Ordinal)
            || method.StartsWith("Stop", StringComparison.Ordinal)
        || method.StartsWith("Shutdown", StringComparison.Ordinal) || method.StartsWith("Disconnect", StringComparison.Ordinal)
        || method is "Release" or "Abort" or "Complete" or "Return";
}
