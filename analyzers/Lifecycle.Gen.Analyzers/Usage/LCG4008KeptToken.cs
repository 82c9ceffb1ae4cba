using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The token of a startup hook kept beyond the start: in a field that later code reads, or by work that is kept in a field.</summary>
internal sealed class LCG4008KeptToken : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.KeptToken;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Bodies)
        {
            if (body.Owner is not IMethodSymbol hook || code.Types.PhaseNameOf(hook) is not { } phase || !Places.IsStartup(phase))
                continue;
            foreach (var reference in body.Operation.Descendants().OfType<IParameterReferenceOperation>())
            {
                if (!SymbolEqualityComparer.Default.Equals(HookCode.Canonical(reference.Parameter.ContainingSymbol), hook)
                    || !SymbolEqualityComparer.Default.Equals(reference.Type, code.Types.CancellationToken)
                    || KeeperOf(reference) is not var (keeper, isWork)
                    || !IsReadLater(keeper, code))
                {
                    continue;
                }

                var token = reference.Parameter.Name;
                report(Diagnostic.Create(
                    Descriptor,
                    reference.Syntax.GetLocation(),
                    Wording.Subject(hook),
                    $"{hook.Name} [{phase}] -> {keeper.Name} outlives the start, but {token} belongs to the start, and nothing cancels it when the worker stops",
                    isWork ? "Let a [Background] hook do this work, which gets a token of its own" : $"Take IWorkerContext and keep its Stopping, or give {keeper.Name} a source of its own"));
            }
        }
    }

    // The field or property that holds the token itself, or the task, thread or timer that was given it.
    private static (ISymbol Keeper, bool IsWork)? KeeperOf(IOperation reference)
    {
        var isWork = false;
        for (var (operation, parent) = (reference, reference.Parent); parent is not null; (operation, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    continue;
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment when assignment.Value == operation:
                    return (field, isWork);
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment when assignment.Value == operation:
                    return (property, isWork);
                case ICoalesceAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment when assignment.Value == operation:
                    return (field, isWork);
                case IArgumentOperation { Parent: IInvocationOperation call } when IsWork(call, operation is IArgumentOperation ? operation : parent):
                    isWork = true;
                    (operation, parent) = (parent, call);
                    continue;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "Timer" or "Thread" } } created } when isWork || operation is IDelegateCreationOperation:
                    isWork = true;
                    (operation, parent) = (parent, created);
                    continue;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" or "Unwrap" }:
                case IDelegateCreationOperation or IAnonymousFunctionOperation or IBlockOperation or IReturnOperation or IExpressionStatementOperation or IAwaitOperation when IsInDelegate(parent):
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    // A call that gives a task for work that goes on: of a method that got the token, or of Task.Run with a lambda that did.
    private static bool IsWork(IInvocationOperation call, IOperation argument)
    {
        if (((IArgumentOperation)argument).Value is { } value && Places.Unconverted(value) is IDelegateCreationOperation)
            return call.TargetMethod is { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" };
        return call.TargetMethod.Name is not ("Run" or "StartNew" or "CreateLinkedTokenSource" or "Register" or "UnsafeRegister" or "Delay")
            && (call.Type?.Name is "Task" or "ValueTask" || Places.IsInLambda(call));
    }

    private static bool IsInDelegate(IOperation operation) => operation is IDelegateCreationOperation or IAnonymousFunctionOperation || Places.IsInLambda(operation);

    // What only the start itself reads, or awaits before it is over, is not kept beyond it.
    private static bool IsReadLater(ISymbol keeper, HookCode code)
    {
        if (!SymbolEqualityComparer.Default.Equals(keeper.ContainingType, code.Type))
            return false;
        var startup = code.ReachFrom(Places.IsStartup, _ => true);
        var later = code.ReachFrom(phase => !Places.IsStartup(phase), _ => true);
        var isRead = false;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Operation.Descendants())
            {
                var isReference = operation switch
                {
                    IFieldReferenceOperation { Field: var field } => SymbolEqualityComparer.Default.Equals(field, keeper),
                    IPropertyReferenceOperation { Property: var property } => SymbolEqualityComparer.Default.Equals(property, keeper),
                    _ => false,
                };
                if (!isReference || operation.Parent is IAssignmentOperation assignment && assignment.Target == operation)
                    continue;
                var function = HookCode.FunctionAt(operation, body.Owner);
                var isOfStart = startup.Contains(function) && !later.Contains(function) && !Places.IsInLambda(operation);
                if (isOfStart && operation.Parent is IAwaitOperation or IInvocationOperation { Parent: IAwaitOperation })
                    return false;
                isRead |= !isOfStart;
            }
        }

        return isRead;
    }
}
