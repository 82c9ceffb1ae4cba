using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A startup hook makes a disposable and keeps it in a private field, and no code of the class disposes it or hands it on; or it subscribes to an event of what
/// outlives the unit's cycle, and no code unsubscribes.
/// </summary>
internal sealed class LCG4007Unreleased : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.Unreleased;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? startup = null;
        HashSet<ISymbol>? released = null;
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.SimpleAssignment, OperationKind.EventAssignment))
            {
                // What takes the value of the assignment may be what releases it.
                if (operation.Parent is not IExpressionStatementOperation || AcquiredBy(operation, code) is not ({ } acquired, var what) || body.IsInLambda(operation))
                    continue;

                startup ??= code.ReachFrom(PhaseTable.IsOnTheWayUp);
                if (startup.WayTo(body.FunctionAt(operation)) is not { Count: > 0 } way)
                    continue;

                var hook = (IMethodSymbol)way[0];
                var phase = code.Types.PhaseOf(hook)!.Value.Phase;
                // What is subscribed once lives as long as the unit.
                if (acquired is IEventSymbol && phase == Phase.OnInit)
                    continue;

                released ??= ReleasedIn(code);
                if (released.Contains(acquired) || !reported.Add(acquired))
                    continue;

                var isEvent = acquired is IEventSymbol;
                report(Diagnostic.Create(
                    Descriptor,
                    operation.Syntax.GetLocation(),
                    MessageText.Subject(way[way.Count - 1]),
                    isEvent ? $"subscribes to {acquired.Name} and never unsubscribes" : $"acquires {acquired.Name} and never releases it",
                    MessageText.Chain(way, what, code.Types) + (isEvent ? " is called on after the shutdown, and twice after a reload" : " stays open after the shutdown, and once more with every reload"),
                    isEvent ? $"Write '-=' in an [{CounterpartOf(phase)}] hook" : $"Dispose it in an [{CounterpartOf(phase)}] hook"));
            }
        }
    }

    /// <summary>The phase in which to give back what was acquired in another.</summary>
    public static Phase CounterpartOf(Phase phase) => PhaseTable.RowOf(phase) is { Course: PhaseCourse.Up, Counterpart: { } counterpart } ? counterpart : Phase.OnShutdown;

    private static (ISymbol? Acquired, string What) AcquiredBy(IOperation operation, HookCode code)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: { IsStatic: false, DeclaredAccessibility: Accessibility.Private } field, Instance: IInstanceReferenceOperation } } assignment
                when SymbolEqualityComparer.Default.Equals(field.ContainingType, code.Type) && MadeBy(assignment.Value) is { } made:
                return (field, MessageText.Code(made.Syntax));
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsStatic: false, DeclaredAccessibility: Accessibility.Private } property, Instance: IInstanceReferenceOperation } } assignment
                when SymbolEqualityComparer.Default.Equals(property.ContainingType, code.Type) && MadeBy(assignment.Value) is { } made:
                return (property, MessageText.Code(made.Syntax));
            case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: var subscribed, Instance: var source } } subscription
                when IsOfOthers(subscribed, source, code) && OperationTree.Unconverted(subscription.HandlerValue) is IDelegateCreationOperation:
                return (subscribed, $"{subscribed.Name} += {MessageText.Code(subscription.HandlerValue.Syntax)}");
            default:
                return default;
        }
    }

    // `new`, awaited or not the static methods by which files and connections are opened: what they return belongs to the caller.
    private static IOperation? MadeBy(IOperation value)
    {
        value = OperationTree.Unconverted(value);
        if (value is IAwaitOperation { Operation: var awaited })
            value = awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : awaited;
        return value switch
        {
            IObjectCreationOperation { Type: { } type } created when HoldsSomething(type, created) => created,
            IInvocationOperation { TargetMethod: { IsStatic: true, IsExtensionMethod: false } method } call when IsOpening(method.Name) && HoldsSomething(ResultOf(method.ReturnType), null) => call,
            _ => null,
        };
    }

    private static bool IsOpening(string name) =>
        name.StartsWith("Open", StringComparison.Ordinal) || name.StartsWith("Connect", StringComparison.Ordinal) || name is "Create" or "CreateText" or "AppendText" or "CreateAsync" or "Start" or "StartAsync" or "Listen";

    private static ITypeSymbol ResultOf(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    // Some types are disposable in name only: what they hold is memory.
    private static bool HoldsSomething(ITypeSymbol type, IObjectCreationOperation? created) =>
        type.AllInterfaces.Any(contract => contract.Name is "IDisposable" or "IAsyncDisposable" && Core.Extraction.RuntimeTypes.IsIn(contract, "System"))
        && type.Name is not ("Task" or "MemoryStream" or "StringReader" or "StringWriter" or "SemaphoreSlim" or "ManualResetEventSlim" or "CountdownEvent" or "Barrier" or "ReaderWriterLockSlim"
            or "DataTable" or "DataSet" or "BlockingCollection" or "ThreadLocal")
        && !(type.Name == "CancellationTokenSource" && created?.Arguments.Length == 0);

    // An event of this object, or of something that it made itself, ends with it.
    private static bool IsOfOthers(IEventSymbol subscribed, IOperation? source, HookCode code) => source switch
    {
        null => subscribed.IsStatic && !SymbolEqualityComparer.Default.Equals(subscribed.ContainingType, code.Type),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        IFieldReferenceOperation { Field: { IsStatic: false } field } => ComesFromOutside(field, code),
        IPropertyReferenceOperation { Property.IsStatic: true } => true,
        _ => false,
    };

    private static bool ComesFromOutside(IFieldSymbol field, HookCode code)
    {
        var isGiven = false;
        foreach (var operation in code.Bodies.SelectMany(body => body.Of(OperationKind.SimpleAssignment, OperationKind.FieldInitializer)))
        {
            var value = operation switch
            {
                ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var target }, Value: var assigned } when SymbolEqualityComparer.Default.Equals(target, field) => assigned,
                IFieldInitializerOperation initializer when initializer.InitializedFields.Contains(field, SymbolEqualityComparer.Default) => initializer.Value,
                _ => null,
            };
            if (value is null)
                continue;
            if (OperationTree.Unconverted(value) is not IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } })
                return false;

            isGiven = true;
        }

        return isGiven;
    }

    // Fields and events of which some code of the class takes care: it disposes or unsubscribes, or gives the value to somebody else.
    private static HashSet<ISymbol> ReleasedIn(HookCode code)
    {
        var released = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in code.Bodies.SelectMany(body => body.Of(OperationKind.FieldReference, OperationKind.PropertyReference).Concat(body.Of(OperationKind.EventAssignment))))
        {
            ISymbol? symbol = operation switch
            {
                IEventAssignmentOperation { Adds: false, EventReference: IEventReferenceOperation { Event: var left } } => left,
                IFieldReferenceOperation { Field: var field } when IsRelease(operation) => field,
                IPropertyReferenceOperation { Property: var property } when IsRelease(operation) => property,
                _ => null,
            };
            if (symbol is not null)
                released.Add(symbol);
        }

        return released;
    }

    private static bool IsRelease(IOperation reference)
    {
        var operation = reference;
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation.Parent switch
        {
            IAssignmentOperation assignment when assignment.Target == operation => false,
            IInvocationOperation call when call.Instance == operation => IsEnd(call.TargetMethod.Name),
            IConditionalAccessOperation access when access.Operation == operation => access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => IsEnd(call.TargetMethod.Name)),
            IMemberReferenceOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation => operation.Parent is IIsPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation },
            IExpressionStatementOperation or INameOfOperation or IEventReferenceOperation => false,
            _ => true,
        };
    }

    private static bool IsEnd(string method) =>
        method.StartsWith("Dispose", StringComparison.Ordinal) || method.StartsWith("Close", StringComparison.Ordinal) || method.StartsWith("Stop", StringComparison.Ordinal)
        || method.StartsWith("Shutdown", StringComparison.Ordinal) || method.StartsWith("Disconnect", StringComparison.Ordinal) || method is "Release" or "Abort" or "Complete" or "Return";
}
