using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A startup hook starts a thread, work on the pool or a timer, and keeps nothing that could end it. Dropped tasks are LCG4001.</summary>
internal sealed class LCG4002Unowned : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.Unowned;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? startup = null;
        foreach (var body in code.Bodies)
        {
            bool? answers = null;
            foreach (var operation in body.Of(OperationKind.ObjectCreation, OperationKind.Invocation))
            {
                if (StartedBy(operation, body) is not { } started || body.IsInLambda(operation))
                    continue;

                startup ??= code.ReachFrom(phase => phase.IsOnTheWayUp()
                    || phase == Phase.Lifespan, use => InPlace.Runs(use) && !IsOnTheWayDown(use.At, use.User, code.Types));
                var function = body.FunctionAt(operation);
                var way = startup.WayTo(function);
                if (way.Count == 0 || IsOnTheWayDown(operation, function, code.Types) || (answers ??= HasAnswer(body.Operation)))
                    continue;

                var what = MessageText.Code(operation.Syntax);
                report(Diagnostic.Create(
                    Descriptor,
                    operation.Syntax.GetLocation(),
                    MessageText.Subject(way[way.Count - 1]),
                    started.What,
                    $"{MessageText.Chain(way, what, code.Types)} {started.Fault}",
                    started.Remedy));
            }
        }
    }

    private static (string What, string Fault, string Remedy)? StartedBy(IOperation operation, HookBody body) => operation switch
    {
        IObjectCreationOperation { Type: { Name: "Thread" } type } thread when Core.Extraction.RuntimeTypes.IsIn(type, "System", "Threading")
            && IsStartedAndForgotten(thread, body) =>
            ("a thread", "runs on when its unit has shut down, and an exception in it ends the process",
                "Let a [Background] hook do it, or keep the thread and join it in a shutdown hook"),
        IInvocationOperation
        {
            TargetMethod:
            {
                Name: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem",
                ContainingType: { Name: "ThreadPool" } pool
            }
        } when Core.Extraction.RuntimeTypes.IsIn(pool, "System", "Threading") =>
            ("work on the thread pool", "runs on when its unit has shut down, and an exception in it ends the process",
                "Let a [Background] hook do it, or await a task for it"),
        IObjectCreationOperation { Type: { Name: "Timer" } type } timer
            when (Core.Extraction.RuntimeTypes.IsIn(type, "System", "Threading") || Core.Extraction.RuntimeTypes.IsIn(type, "System", "Timers"))
                && IsForgotten(timer, body) =>
            ("a timer", "is never disposed and fires on when its unit has shut down",
                "Let a [Background] hook wait on a PeriodicTimer, or keep the timer and dispose it in a shutdown hook"),
        _ => null,
    };

    // `new Thread(…).Start()`, or a local that is started and nothing else.
    private static bool IsStartedAndForgotten(IObjectCreationOperation created, HookBody body) =>
        created.Parent is IInvocationOperation { TargetMethod.Name: "Start" or "UnsafeStart", Parent: IExpressionStatementOperation }
        || (LocalOf(created) is { } local && OnlyUsed(local, body, out var calls) && calls.Any(name => name is "Start" or "UnsafeStart"));

    private static bool IsForgotten(IObjectCreationOperation created, HookBody body) =>
        created.Parent is IExpressionStatementOperation
        || created.Parent is ISimpleAssignmentOperation { Target: IDiscardOperation }
        || (LocalOf(created) is { } local && OnlyUsed(local, body, out _));

    private static ILocalSymbol? LocalOf(IOperation created) =>
        // `Thread t = new(…)` is converted on the way.
        (created.Parent is IConversionOperation conversion ? conversion : created)
            .Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }
        && declarator.Parent?.Parent is IVariableDeclarationGroupOperation { Parent: not (IUsingOperation or IUsingDeclarationOperation) }
            ? local
            : null;

    // Whether nothing but members of the local are named, none of which ends it: it is not passed on, kept, joined or disposed.
    private static bool OnlyUsed(ILocalSymbol local, HookBody body, out IReadOnlyList<string> calls)
    {
        var called = new List<string>();
        calls = called;
        foreach (var operation in body.Of(OperationKind.LocalReference))
        {
            var reference = (ILocalReferenceOperation)operation;
            if (!SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;

            switch (reference.Parent)
            {
                case IInvocationOperation { TargetMethod.Name: "Start" or "UnsafeStart" or "Change" } call when call.Instance == reference:
                    called.Add(call.TargetMethod.Name);
                    break;
                case IPropertyReferenceOperation or IEventReferenceOperation when !OperationTree.IsInLambda(reference):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    // Code that makes something to wait on most likely hears from the thread through it.
    private static bool HasAnswer(IOperation body) =>
        body.Descendants().Any(operation => operation is IObjectCreationOperation or IFieldReferenceOperation or ILocalReferenceOperation
            or IPropertyReferenceOperation or IParameterReferenceOperation
        && operation.Type is { } type
        && (type.Name.StartsWith("TaskCompletionSource", StringComparison.Ordinal) || type.Name.Contains("ResetEvent")
            || type.Name is "CountdownEvent" or "SemaphoreSlim" or "Barrier"));

    // A lifespan starts its unit up to its yield, and ends it after.
    private static bool IsOnTheWayDown(IOperation operation, ISymbol function, KnownSymbols types) =>
        function is IMethodSymbol method && types.PhaseOf(method) is { Phase: Phase.Lifespan }
        && OperationTree.Whole(operation).Descendants()
            .Any(yield => yield is IReturnOperation { Kind: OperationKind.YieldReturn } && yield.Syntax.SpanStart < operation.Syntax.SpanStart);
}
