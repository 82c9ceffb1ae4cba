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
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.Unreleased;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? startup = null;
        Releases? releases = null;
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.SimpleAssignment, OperationKind.EventAssignment))
            {
                // What takes the value of the assignment may be what releases it.
                if (operation.Parent is not IExpressionStatementOperation || AcquiredBy(operation, code) is not ({ } acquired, var what)
                    || body.IsInLambda(operation) || HookOf(operation, body) is not var (way, phase))
                    continue;

                var isEvent = acquired is IEventSymbol;
                // What is subscribed once lives as long as the unit.
                if (isEvent && phase == Phase.OnInit)
                    continue;

                releases ??= Releases.In(code);
                var isLate = releases.AreOnlyInDisposal(acquired) && phase != Phase.OnInit && !IsGuarded(operation);
                if ((!isLate && releases.Contains(acquired)) || !reported.Add(acquired))
                    continue;

                var (fault, consequence) = (isEvent, isLate) switch
                {
                    (true, false) => ($"subscribes to {acquired.Name} and never unsubscribes", " is called on after the shutdown, and twice after a reload"),
                    (true, true) =>
                        ($"subscribes to {acquired.Name} and unsubscribes only when the unit is disposed",
                            " is called on after the shutdown, and twice after a reload"),
                    (false, false) => ($"acquires {acquired.Name} and never releases it", " stays open after the shutdown, and once more with every reload"),
                    (false, true) =>
                        ($"acquires {acquired.Name} and releases it only when the unit is disposed",
                            " stays open after the shutdown, and a reload opens another in its place"),
                };
                Report(operation, way, fault, what + consequence, isEvent ? $"Write '-=' in an [{CounterpartOf(phase)}] hook"
                    : $"Dispose it in an [{ReleaseOf(acquired, phase, code)}] hook");
            }

            foreach (var operation in body.Of(OperationKind.ExpressionStatement))
            {
                if (Subscription.DroppedBy((IExpressionStatementOperation)operation, code) is not { } call || body.IsInLambda(operation)
                    || HookOf(operation, body) is not var (way, phase) || phase == Phase.OnInit)
                    continue;

                var what = MessageText.Code(call.Syntax);
                Report(call, way, $"subscribes with {call.TargetMethod.Name} and drops what would end it",
                    $"{what} goes on after the shutdown, and twice after a reload",
                        $"Keep what it returns, and dispose it in an [{CounterpartOf(phase)}] hook");
            }
        }

        (IReadOnlyList<ISymbol> Way, Phase Phase)? HookOf(IOperation operation, HookBody body)
        {
            startup ??= code.RunFrom(PhaseTable.IsOnTheWayUp);
            return startup.WayTo(body.FunctionAt(operation)) is { Count: > 0 } way ? (way, code.Types.PhaseOf(way[0])!.Value.Phase) : null;
        }

        void Report(IOperation place, IReadOnlyList<ISymbol> way, string fault, string what, string remedy) =>
            report(Diagnostic.Create(Descriptor, place.Syntax.GetLocation(), MessageText.Subject(way[way.Count - 1]), fault,
                MessageText.Chain(way, what, code.Types), remedy));
    }

    // Under a condition the one before may be kept.
    private static bool IsGuarded(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation or ICoalesceOperation or ISwitchOperation)
                return true;
        }

        return false;
    }

    /// <summary>The phase in which to give back what was acquired in another.</summary>
    public static Phase CounterpartOf(Phase phase) =>
        PhaseTable.RowOf(phase) is { Course: PhaseCourse.Up, Counterpart: { } counterpart } ? counterpart : Phase.OnShutdown;

    /// <summary>The phase in which to release what was acquired: the drain where a background hook waits for it, which the shutdown would wait for.</summary>
    public static Phase ReleaseOf(ISymbol acquired, Phase phase, HookCode code) =>
        code.FieldsToEndInDrain.Contains(acquired) ? Phase.OnDrain : CounterpartOf(phase);

    private static (ISymbol? Acquired, string What) AcquiredBy(IOperation operation, HookCode code)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation
            {
                Target: IFieldReferenceOperation
                {
                    Field:
                    {
                        IsStatic: false,
                        DeclaredAccessibility: Accessibility.Private
                    } field, Instance: IInstanceReferenceOperation
                }
            } assignment
                when SymbolEqualityComparer.Default.Equals(field.ContainingType, code.Type) && MadeBy(assignment.Value) is { } made:
                return (field, MessageText.Code(made.Syntax));
            case ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation
                {
                    Property:
                    {
                        IsStatic: false,
                        DeclaredAccessibility: Accessibility.Private
                    } property, Instance: IInstanceReferenceOperation
                }
            } assignment
                when SymbolEqualityComparer.Default.Equals(property.ContainingType, code.Type) && MadeBy(assignment.Value) is { } made:
                return (property, MessageText.Code(made.Syntax));
            case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: var subscribed, Instance: var source } } subscription
                when Subscription.IsOfOthers(subscribed, source, code) && OperationTree.Unconverted(subscription.HandlerValue) is IDelegateCreationOperation:
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
            IInvocationOperation { TargetMethod: { IsStatic: true, IsExtensionMethod: false } method } call when IsOpening(method.Name)
                && HoldsSomething(ResultOf(method.ReturnType), null) => call,
            _ => null,
        };
    }

    private static bool IsOpening(string name) =>
        name.StartsWith("Open", StringComparison.Ordinal) || name.StartsWith("Connect", StringComparison.Ordinal)
            || name is "Create" or "CreateText" or "AppendText" or "CreateAsync" or "Start" or "StartAsync" or "Listen" or "CreateLinkedTokenSource";

    private static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    // Some types are disposable in name only: what they hold is memory.
    private static bool HoldsSomething(ITypeSymbol type, IObjectCreationOperation? created) =>
        type.AllInterfaces.Any(contract => contract.Name is "IDisposable" or "IAsyncDisposable" && Core.Extraction.RuntimeTypes.IsIn(contract, "System"))
        && type.Name is not ("Task" or "MemoryStream" or "StringReader" or "StringWriter" or "SemaphoreSlim" or "ManualResetEventSlim" or "CountdownEvent"
            or "Barrier" or "ReaderWriterLockSlim"
            or "DataTable" or "DataSet" or "BlockingCollection" or "ThreadLocal")
        && !(type.Name == "CancellationTokenSource" && created?.Arguments.Length == 0);
}
