using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A hook, or a function of the unit that a hook runs, blocks its thread until a task ends or a time has passed.</summary>
internal sealed class LCG4003BlockingWait : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.BlockingWait;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Operation.Descendants())
            {
                if (WaitedFor(operation, code.Types) is not { } waited || IsElsewhere(operation) || IsFinished(waited, body.Operation))
                    continue;
                var way = code.WayTo(HookCode.FunctionAt(operation, body.Owner));
                if (way.Count == 0)
                    continue;
                var isSleep = operation is IInvocationOperation { TargetMethod.Name: "Sleep" };
                var what = isSleep ? "Thread.Sleep" : Wording.Code(waited.Syntax);
                report(Diagnostic.Create(
                    Descriptor,
                    operation.Syntax.GetLocation(),
                    Wording.Subject(way[way.Count - 1]),
                    what,
                    Wording.Chain(way, what, code.Types) + " holds a thread that other hooks need, and no time-out or cancellation reaches it",
                    isSleep ? "Write 'await Task.Delay(…, cancellationToken)'" : $"Write 'await {what}'"));
            }
        }
    }

    // The task behind `.Result`, `.Wait()` and `.GetAwaiter().GetResult()`; of `Thread.Sleep` the call itself.
    private static IOperation? WaitedFor(IOperation operation, KnownTypes types) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } task } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType.Name: "Thread" } method } when method.ContainingNamespace.ToDisplayString() == "System.Threading" => operation,
        _ => null,
    };

    // Work that is handed to another thread, or to a task that has ended, blocks no hook.
    private static bool IsElsewhere(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }

    // A task that has been awaited, given to an awaited WhenAll, or asked whether it is completed, is not waited for.
    private static bool IsFinished(IOperation task, IOperation body)
    {
        if (task is IInvocationOperation { TargetMethod.Name: "FromResult" })
            return true;
        ISymbol? symbol = task switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return symbol is not null && body.Descendants().Any(operation => operation switch
        {
            IAwaitOperation await => await.Descendants().Any(inner => Refers(inner, symbol)),
            IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "Status", Instance: { } asked } => Refers(asked, symbol),
            _ => false,
        });
    }

    private static bool Refers(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        IFieldReferenceOperation field => SymbolEqualityComparer.Default.Equals(field.Field, symbol),
        IPropertyReferenceOperation property => SymbolEqualityComparer.Default.Equals(property.Property, symbol),
        _ => false,
    };
}
