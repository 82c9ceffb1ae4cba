using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// An endless loop in a background hook, or in a function whose end it waits for, that nothing ends: no token is looked at, and it is left in no way. Loops that wait for
/// what another may end (a channel, a connection) are not meant, only those that time drives. Where the hook takes no token but could, LCG3004 speaks.
/// </summary>
internal sealed class LCG4005DeafLoop : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.DeafLoop;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? background = null;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.Loop))
            {
                var loop = (ILoopOperation)operation;
                if (!IsEndless(loop, body) || body.IsInLambda(loop) || IsLeft(loop))
                    continue;

                background ??= code.ReachFrom(phase => phase == Phase.Background, use => HookReach.IsWaitedFor(use, code.Types));
                var function = body.FunctionAt(loop);
                if (background.WayTo(function) is not { Count: > 0 } way || background.UsesTo(function).Any(use => IsCaught(use.At)) || !IsDeaf(loop, code, body))
                    continue;

                var hook = (IMethodSymbol)way[0];
                if (LCG3004NoToken.CouldTakeToken(hook) && code.BodyOf(hook) is { } whole && LCG3004NoToken.Find(whole.Operation, hook, code.Types).Count > 0)
                    continue;

                var token = LCG4006CaughtCancellation.TokenOf(function, code.Types);
                var steps = way.Count == 1 ? $"{hook.Name} [{code.Types.PhaseOf(hook)}]" : MessageText.Chain([.. way.Take(way.Count - 1)], function.Name, code.Types);
                report(Diagnostic.Create(
                    Descriptor,
                    loop.Syntax.GetFirstToken().GetLocation(),
                    MessageText.Subject(function),
                    steps + " is cancelled and awaited before its unit shuts down, and holds up the stop until its time is over",
                    Remedy(loop, token)));
            }
        }
    }

    private static string Remedy(ILoopOperation loop, string? token)
    {
        var name = token ?? "cancellationToken";
        var change = IsTicking(loop) ? $"pass {name} to WaitForNextTickAsync" : $"write 'while (!{name}.IsCancellationRequested)'" + (token is null ? "" : $", and pass {token} to what it awaits");
        return token is null ? "Take a CancellationToken and " + change : char.ToUpperInvariant(change[0]) + change.Substring(1);
    }

    private static bool IsEndless(ILoopOperation loop, HookBody body) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true } || IsOwnTick(condition, body),
        IForLoopOperation { Condition: var condition } => condition is null or { ConstantValue: { HasValue: true, Value: true } } || IsOwnTick(condition, body),
        _ => false,
    };

    private static bool IsTicking(ILoopOperation loop) => loop is IWhileLoopOperation { Condition: IAwaitOperation } or IForLoopOperation { Condition: IAwaitOperation };

    // A timer that nothing but its ticks is asked of ticks for ever; any other may be disposed.
    private static bool IsOwnTick(IOperation condition, HookBody body) =>
        condition is IAwaitOperation await && CallIn(await.Operation) is { } call && IsTick(call)
        && OperationTree.Unconverted(call.Instance!) is ILocalReferenceOperation { Local: var timer }
        && body.Of(OperationKind.LocalReference).Cast<ILocalReferenceOperation>().Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, timer))
            .All(reference => reference.Parent is IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" } or IPropertyReferenceOperation { Property.Name: "Period" });

    private static bool IsTick(IInvocationOperation call) =>
        call.TargetMethod is { Name: "WaitForNextTickAsync", ContainingType: { Name: "PeriodicTimer" } type } && Core.Extraction.RuntimeTypes.IsIn(type, "System", "Threading");

    // Any return, break out of a block, goto or throw may be the way out; so may an exception that is caught around the loop.
    private static bool IsLeft(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DescendantsAndSelf())
        {
            if (operation is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo })
                return true;
        }

        return IsCaught(loop);
    }

    private static bool IsCaught(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ITryOperation { Catches.IsEmpty: false })
                return true;
        }

        return false;
    }

    // The loop, and every function of the class that it calls, awaits only time, what ends by itself or each other, waits for time at all, and names no token.
    private static bool IsDeaf(ILoopOperation loop, HookCode code, HookBody body)
    {
        var waits = false;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { body.Owner };
        var open = new Queue<IOperation>([loop]);
        while (open.Count > 0)
        {
            foreach (var operation in open.Dequeue().DescendantsAndSelf())
            {
                switch (operation)
                {
                    // A token that is left out looks at nothing.
                    case { IsImplicit: false, Type: { } type } when IsToken(type, code.Types):
                    case IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true }:
                    case IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodReferenceOperation or IThrowOperation:
                    case IAwaitOperation await when CallIn(await.Operation) is not { } awaited || (!IsTime(awaited, code.Types) && !EndsByItself(awaited.TargetMethod) && BodyOf(awaited) is null):
                        return false;
                    case IInvocationOperation call when IsTime(call, code.Types):
                        waits = true;
                        break;
                    case IInvocationOperation call when BodyOf(call) is { } own:
                        if (seen.Add(own.Owner))
                            open.Enqueue(own.Operation);
                        break;
                    case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke }:
                        return false;
                }
            }
        }

        return waits;

        HookBody? BodyOf(IInvocationOperation call) =>
            code.Bodies.FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.Owner, call.TargetMethod.OriginalDefinition));
    }

    private static IInvocationOperation? CallIn(IOperation awaited) =>
        awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? CallIn(configured) : awaited as IInvocationOperation;

    private static bool IsTime(IInvocationOperation call, KnownSymbols types) =>
        (call.TargetMethod.Name is "Delay" or "Yield" && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, types.Task))
        || (call.TargetMethod is { Name: "Sleep", ContainingType: { Name: "Thread" } thread } && Core.Extraction.RuntimeTypes.IsIn(thread, "System", "Threading"))
        || IsTick(call);

    // Requests and files, which nobody ends from outside: a connection, a listener or a channel may be closed when the unit stops.
    private static bool EndsByItself(IMethodSymbol method) => method.ContainingType is { } type
        && ((type.Name is "HttpClient" && Core.Extraction.RuntimeTypes.IsIn(type, "System", "Net", "Http"))
            || (type.Name is "HttpClientJsonExtensions" && type.ContainingNamespace.ToDisplayString() == "System.Net.Http.Json")
            || (type.Name is "File" && Core.Extraction.RuntimeTypes.IsIn(type, "System", "IO")));

    private static bool IsToken(ITypeSymbol type, KnownSymbols types) =>
        SymbolEqualityComparer.Default.Equals(type, types.CancellationToken) || type.Name is "CancellationTokenSource" or "IWorkerContext";
}
