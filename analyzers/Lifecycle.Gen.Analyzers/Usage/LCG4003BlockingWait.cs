using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A hook, or a function of the unit that a hook runs, blocks its thread until a task ends or a time has passed; or, as information, until something else
/// happens that <see cref="BlockingCalls"/> knows of.
/// </summary>
internal sealed class LCG4003BlockingWait : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.BlockingWait;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? reach = null, asynchronous = null;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.Invocation, OperationKind.PropertyReference))
            {
                if (WaitedFor(operation, code.Types) is { } waited)
                {
                    if (InPlace.Runs(operation) && !FinishedTask.IsFinished(waited, operation, body) && !IsHandedOver(waited, code))
                        Report(operation, waited, (reach ??= code.RunFrom(static _ => true)).WayTo(body.FunctionAt(operation)));
                }
                else if (operation is IInvocationOperation read && ConsoleRead.IsOne(read))
                {
                    if (InPlace.Runs(read))
                        ReportRead(read, (reach ??= code.RunFrom(static _ => true)).WayTo(body.FunctionAt(read)));
                }
                else if (operation is IInvocationOperation call && BlockingCalls.IsOne(call, code.AddedBlockingCalls) && InPlace.Runs(call))
                {
                    asynchronous ??= new HookReach(code.HooksWhere((hook, phase) => !IsThreadOfItsOwn(hook, phase)), code.UsesInPlace);
                    ReportCall(call, asynchronous.WayTo(body.FunctionAt(call)));
                }
            }
        }

        void Report(IOperation operation, IOperation waited, IReadOnlyList<ISymbol> way)
        {
            if (way.Count == 0)
                return;

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

        void ReportRead(IInvocationOperation call, IReadOnlyList<ISymbol> way)
        {
            if (way.Count == 0)
                return;

            var what = MessageText.Code(call.Syntax);
            var reader = call.Instance is null ? "Console" : "Console.In";
            report(Diagnostic.Create(
                Descriptor,
                call.Syntax.GetLocation(),
                MessageText.Subject(way[way.Count - 1]),
                what,
                MessageText.Chain(way, what, code.Types) + " ends with a line and by no token, so that a stop waits for a line",
                $"Write 'await Task.Run(() => {reader}.{ConsoleRead.NameOf(call.TargetMethod)}(…)).WaitAsync(cancellationToken)'"));
        }

        void ReportCall(IInvocationOperation call, IReadOnlyList<ISymbol> way)
        {
            // To wait for a thread that the unit has kept is how it is ended.
            if (way.Count == 0 || (call.TargetMethod.Name == "Join" && code.PhaseOf(way[0]) is { } phase && !phase.Phase.IsOnTheWayUp()))
                return;

            var what = MessageText.Code(call.Syntax);
            report(Diagnostic.Create(
                Descriptor,
                call.Syntax.GetLocation(),
                DiagnosticSeverity.Info,
                additionalLocations: null,
                properties: null,
                MessageText.Subject(way[way.Count - 1]),
                what,
                MessageText.Chain(way, what, code.Types) + " holds a thread that other hooks need",
                IsSemaphore(call) ? $"Write 'await {MessageText.Code(call.Instance!.Syntax)}.WaitAsync(cancellationToken)'"
                    : "Await something instead, or let a [Background] hook that returns void do it"));
        }
    }

    // A synchronous [Background] or [Run] hook is there to be busy; the engine starts it beside the others.
    private static bool IsThreadOfItsOwn(IMethodSymbol hook, Phase phase) => phase is Phase.Background or Phase.Run && hook.ReturnsVoid;

    private static bool IsSemaphore(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Wait", ContainingType.Name: "SemaphoreSlim" }, Instance: not null };

    // The task behind `.Result`, `.Wait()` and `.GetAwaiter().GetResult()`; of `Thread.Sleep` the call itself. A wait of no time asks and does not wait.
    private static IOperation? WaitedFor(IOperation operation, KnownSymbols types) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } task } call when types.IsTask(task.Type) => Durations.IsZero(call) ? null : task,
        IInvocationOperation
        {
            TargetMethod.Name: "GetResult",
            Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task }
        } when types.IsTask(task.Type) => task,
        IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", IsStatic: true } method } call when types.IsTask(method.ContainingType) =>
            Durations.IsZero(call) ? null : call,
        IInvocationOperation
        {
            TargetMethod:
            {
                Name: "Sleep",
                ContainingType.Name: "Thread"
            } method
        } call when method.ContainingNamespace.ToDisplayString() == "System.Threading" =>
            Durations.IsZero(call) ? null : call,
        _ => null,
    };

    // A method that is given as a delegate, to ContinueWith above all, gets tasks of which only the caller knows.
    private static bool IsHandedOver(IOperation task, HookCode code) =>
        OperationTree.Accessed(task) is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method } && code.IsReferenced(method);
}
