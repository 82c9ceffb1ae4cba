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
            foreach (var operation in body.Of(OperationKind.Invocation, OperationKind.PropertyReference))
            {
                if (WaitedFor(operation, code.Types) is not { } waited || RunsElsewhere(operation) || FinishedTask.IsFinished(waited, operation, body) || IsHandedOver(waited, code))
                    continue;

                var way = code.WayTo(body.FunctionAt(operation));
                if (way.Count == 0)
                    continue;

                var called = operation is IInvocationOperation { TargetMethod: { IsStatic: true, Name: var name } } ? name : null;
                var what = called switch
                {
                    null => MessageText.Code(waited.Syntax),
                    "Sleep" => "Thread.Sleep",
                    _ => "Task." + called,
                };
                report(Diagnostic.Create(
                    Descriptor,
                    operation.Syntax.GetLocation(),
                    MessageText.Subject(way[way.Count - 1]),
                    what,
                    MessageText.Chain(way, what, code.Types) + " holds a thread that other hooks need, and no time-out or cancellation reaches it",
                    called switch
                    {
                        null => $"Write 'await {what}'",
                        "Sleep" => "Write 'await Task.Delay(…, cancellationToken)'",
                        _ => $"Write 'await Task.When{called.Substring("Wait".Length)}(…)'",
                    }));
            }
        }
    }

    // The task behind `.Result`, `.Wait()` and `.GetAwaiter().GetResult()`; of `Thread.Sleep` the call itself.
    private static IOperation? WaitedFor(IOperation operation, KnownSymbols types) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } task } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", IsStatic: true } method } when types.IsTask(method.ContainingType) => operation,
        IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType.Name: "Thread" } method } when method.ContainingNamespace.ToDisplayString() == "System.Threading" => operation,
        _ => null,
    };

    // In a lambda, unless it is for one of the methods that run it for each item at once and on the same thread.
    private static bool RunsElsewhere(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && (lambda.Symbol.IsAsync || lambda.Parent is not IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } || !IsForEachItem(call.TargetMethod.ContainingType)))
                return true;
        }

        return false;
    }

    private static bool IsForEachItem(INamedTypeSymbol? type) => type is { Name: "Enumerable", ContainingNamespace.Name: "Linq" } or { Name: "List", ContainingNamespace.Name: "Generic" } or { SpecialType: SpecialType.System_Array };

    // A method that is given as a delegate, to ContinueWith above all, gets tasks of which only the caller knows.
    private static bool IsHandedOver(IOperation task, HookCode code) =>
        OperationTree.Accessed(task) is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method } && code.IsReferenced(method);
}
