using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The token of a startup hook kept beyond the start: in a field that later code reads, or by work that is kept in a field.</summary>
internal sealed class LCG4008KeptToken : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.KeptToken;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? startup = null;
        var reported = new HashSet<(ISymbol, ISymbol)>();
        foreach (var reference in TokensOfStart(code))
        {
            if (KeeperOf(reference, code) is not var (keeper, isWork) || !IsReadLater(keeper, code) || !reported.Add((keeper, reference.Parameter)))
                continue;

            var function = HookCode.Canonical(reference.Parameter.ContainingSymbol);
            if ((startup ??= code.RunFrom(PhaseTable.IsOnTheWayUp)).WayTo(function) is not { Count: > 0 } way)
                continue;

            var token = reference.Parameter.Name;
            report(Diagnostic.Create(
                Descriptor,
                reference.Syntax.GetLocation(),
                MessageText.Subject(function),
                $"{MessageText.Chain(way, keeper.Name, code.Types)} outlives the start, but {token} belongs to the start"
                    + ", and nothing cancels it when the worker stops",
                isWork ? "Let a [Background] hook do this work, which gets a token of its own"
                    : $"Take IWorkerContext and keep its Stopping, or give {keeper.Name} a source of its own"));
        }
    }

    // Wherever the token of a startup hook is named: in the hook, and in private functions of the class that only the start runs and that are given it.
    private static IEnumerable<IParameterReferenceOperation> TokensOfStart(HookCode code)
    {
        var references = code.Bodies.SelectMany(body => body.Of(OperationKind.ParameterReference)).Cast<IParameterReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Type, code.Types.CancellationToken)).ToList();
        // Hardly any is kept; that is seen without looking at calls.
        if (!references.Exists(reference => KeeperOf(reference, code) is not null))
            return [];

        var given = new HashSet<(ISymbol Function, int Parameter)>(SymbolAndIndex.Instance);
        HookReach? later = null;
        for (var known = -1; known < given.Count;)
        {
            known = given.Count;
            foreach (var reference in references)
            {
                if (IsOfStart(reference.Parameter)
                    && reference.Parent is IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var called } }
                    && (called.MethodKind == MethodKind.LocalFunction
                        || (called.DeclaredAccessibility == Accessibility.Private
                            && SymbolEqualityComparer.Default.Equals(called.ContainingType?.OriginalDefinition, code.Type)))
                    && HookCode.Canonical(called.OriginalDefinition) is var function
                    && !(later ??= code.ReachFrom(phase => !phase.IsOnTheWayUp())).Contains(function))
                {
                    given.Add((function, parameter.Ordinal));
                }
            }
        }

        return references.Where(reference => IsOfStart(reference.Parameter));

        bool IsOfStart(IParameterSymbol parameter)
        {
            var function = HookCode.Canonical(parameter.ContainingSymbol);
            return (code.PhaseOf(function) is { } phase && phase.Phase.IsOnTheWayUp()) || given.Contains((function, parameter.Ordinal));
        }
    }

    // The field or property that holds the token itself, or the task, thread or timer that was given it. A local function that names the token has it
    // wherever it is called.
    private static (ISymbol Keeper, bool IsWork)? KeeperOf(IParameterReferenceOperation reference, HookCode code)
    {
        if (HasTokenOfItsOwn(reference))
            return null;
        if (KeeperFrom(reference, isWork: false) is { } keeper)
            return keeper;

        var function = HookCode.FunctionAt(reference, reference.Parameter.ContainingSymbol);
        if (SymbolEqualityComparer.Default.Equals(function, reference.Parameter.ContainingSymbol))
            return null;

        return code.Bodies.SelectMany(body => body.Of(OperationKind.Invocation)).OfType<IInvocationOperation>()
            .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, function))
            .Select(call => KeeperFrom(call, isWork: true)).FirstOrDefault(found => found is not null);
    }

    private static (ISymbol Keeper, bool IsWork)? KeeperFrom(IOperation value, bool isWork)
    {
        for (var (operation, parent) = (value, value.Parent); parent is not null; (operation, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    continue;
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment when assignment.Value == operation:
                    return (field, isWork);
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment
                    when assignment.Value == operation:
                    return (property, isWork);
                case ICoalesceAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment when assignment.Value == operation:
                    return (field, isWork);
                case IArgumentOperation { Parent: IInvocationOperation call } when IsWork(call, operation is IArgumentOperation ? operation : parent):
                    isWork = true;
                    (operation, parent) = (parent, call);
                    continue;
                // A list of tasks.
                case IArgumentOperation
                {
                    Parent: IInvocationOperation
                    {
                        TargetMethod.Name: "Add" or "Enqueue" or "Push" or "TryAdd",
                        Instance: IFieldReferenceOperation { Field: var field }
                    }
                } when isWork:
                    return (field, isWork);
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "Timer" or "Thread" } } created } argument
                    when isWork || operation is IDelegateCreationOperation || argument.Parameter?.Name == "state":
                    isWork = true;
                    (operation, parent) = (parent, created);
                    continue;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" or "Unwrap" }:
                case not null when IsInDelegate(parent):
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    // Work that looks at another token too uses the one of the start for what it does first.
    private static bool HasTokenOfItsOwn(IOperation reference)
    {
        IAnonymousFunctionOperation? outermost = null;
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
            outermost = parent as IAnonymousFunctionOperation ?? outermost;
        return outermost is not null && outermost.Descendants().Any(operation =>
            operation is IFieldReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation
                or IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation or IParameterReferenceOperation }
            && operation.Type is { Name: "CancellationToken" or "CancellationTokenSource" }
            && !(operation is IParameterReferenceOperation other
                && SymbolEqualityComparer.Default.Equals(other.Parameter, ((IParameterReferenceOperation)reference).Parameter))
            && operation is not IPropertyReferenceOperation { Property.Name: "None" });
    }

    // A call that gives a task for work that goes on: of a method that got the token, or of Task.Run with a lambda that did.
    private static bool IsWork(IInvocationOperation call, IOperation argument)
    {
        // One task for each item, all together awaited or kept.
        if (call.TargetMethod is { ContainingType.Name: "Enumerable", Name: "Select" or "ToList" or "ToArray" })
            return true;
        if (((IArgumentOperation)argument).Value is { } value && OperationTree.Unconverted(value) is IDelegateCreationOperation)
            return call.TargetMethod is { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" };

        return call.TargetMethod.Name is not ("Run" or "StartNew" or "CreateLinkedTokenSource" or "Register" or "UnsafeRegister" or "Delay")
            && (call.Type?.Name is "Task" or "ValueTask" || OperationTree.IsInLambda(call));
    }

    private static bool IsInDelegate(IOperation operation) =>
        operation is IDelegateCreationOperation or IAnonymousFunctionOperation || OperationTree.IsInLambda(operation);

    // What only the start itself reads, or awaits before it is over, is not kept beyond it.
    private static bool IsReadLater(ISymbol keeper, HookCode code)
    {
        if (!SymbolEqualityComparer.Default.Equals(keeper.ContainingType, code.Type))
            return false;

        var startup = code.RunFrom(PhaseTable.IsOnTheWayUp);
        var later = code.ReachFrom(phase => !phase.IsOnTheWayUp());
        var isRead = false;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.FieldReference, OperationKind.PropertyReference))
            {
                var isReference = operation switch
                {
                    IFieldReferenceOperation { Field: var field } => SymbolEqualityComparer.Default.Equals(field, keeper),
                    IPropertyReferenceOperation { Property: var property } => SymbolEqualityComparer.Default.Equals(property, keeper),
                    _ => false,
                };
                if (!isReference || operation.Parent is IAssignmentOperation assignment && assignment.Target == operation)
                    continue;

                var function = body.FunctionAt(operation);
                var isOfStart = startup.Contains(function) && !later.Contains(function) && !OperationTree.IsInLambda(operation);
                if (isOfStart && operation.Parent is IAwaitOperation or IInvocationOperation { Parent: IAwaitOperation })
                    return false;

                isRead |= !isOfStart;
            }
        }

        return isRead;
    }

    private sealed class SymbolAndIndex : IEqualityComparer<(ISymbol Function, int Parameter)>
    {
        public static readonly SymbolAndIndex Instance = new();

        public bool Equals((ISymbol Function, int Parameter) x, (ISymbol Function, int Parameter) y) =>
            x.Parameter == y.Parameter && SymbolEqualityComparer.Default.Equals(x.Function, y.Function);

        public int GetHashCode((ISymbol Function, int Parameter) key) => SymbolEqualityComparer.Default.GetHashCode(key.Function);
    }
}
