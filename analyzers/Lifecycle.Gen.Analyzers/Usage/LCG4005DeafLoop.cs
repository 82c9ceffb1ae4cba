using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// An endless loop in a background hook, or in a function whose end it waits for, that nothing ends: no token is looked at, and it is left in no way; or one
/// that looks at its token and then waits for another without it. Where the hook takes no token but could, LCG3004 is reported, and where the shutdown ends the
/// loop, LCG4011.
/// </summary>
internal sealed class LCG4005DeafLoop : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.DeafLoop;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        HookReach? background = null;
        foreach (var body in code.Bodies)
        {
            ILoopOperation? around = null;
            foreach (var operation in body.Of(OperationKind.Loop))
            {
                var loop = (ILoopOperation)operation;
                var isEndless = IsEndless(loop, body);
                if ((!isEndless && !AsksToken(loop)) || body.IsInLambda(loop) || LoopExits.Of(loop).Any()
                    || (around?.Syntax.Span.Contains(loop.Syntax.Span) ?? false))
                    continue;

                background ??= code.ReachFrom(phase => phase == Phase.Background, use => HookReach.IsWaitedFor(use, code.Types));
                var function = body.FunctionAt(loop);
                if (background.WayTo(function) is not { Count: > 0 } way)
                    continue;

                var wait = isEndless ? null : OwnWait.UnheardIn(loop, function, code, body);
                if (isEndless ? IsCaught(loop) || background.UsesTo(function).Any(use => IsCaught(use.At))
                    || !IsDeaf(loop, function, code, body) : wait is null)
                    continue;
                if (code.LateEnds.Any(late => late.Loop == loop))
                    continue;

                var hook = (IMethodSymbol)way[0];
                if (wait is null && LCG3004NoToken.CouldTakeToken(hook) && code.BodyOf(hook) is { } whole
                    && LCG3004NoToken.Find(whole.Operation, hook, code.Types).Count > 0)
                    continue;

                around = loop;
                Report(loop, function, way, wait);
            }
        }

        void Report(ILoopOperation loop, ISymbol function, IReadOnlyList<ISymbol> way, IInvocationOperation? wait)
        {
            var hook = (IMethodSymbol)way[0];
            var token = LCG4006CaughtCancellation.TokenOf(function, code.Types);
            var steps = way.Count == 1 ? $"{hook.Name} [{code.Types.PhaseOf(hook)}]"
                : MessageText.Chain([.. way.Take(way.Count - 1)], function.Name, code.Types);
            report(Diagnostic.Create(
                Descriptor,
                loop.Syntax.GetFirstToken().GetLocation(),
                MessageText.Subject(function),
                wait is null
                    ? steps + " is cancelled and awaited before its unit shuts down, and holds up the stop until its time is over"
                    : steps + $" is cancelled and awaited before its unit shuts down, but while it waits in {MessageText.Code(wait.Syntax)}"
                        + " it hears of nothing, and holds up the stop",
                wait is null ? Remedy(loop, token) : $"Pass {token ?? "the token"} to {wait.TargetMethod.Name}"));
        }
    }

    private static string Remedy(ILoopOperation loop, string? token)
    {
        var name = token ?? "cancellationToken";
        var change = IsTicking(loop) ? $"pass {name} to WaitForNextTickAsync"
            : $"write 'while (!{name}.IsCancellationRequested)'" + (token is null ? "" : $", and pass {token} to what it awaits");
        return token is null ? "Take a CancellationToken and " + change : char.ToUpperInvariant(change[0]) + change.Substring(1);
    }

    private static bool IsEndless(ILoopOperation loop, HookBody body) =>
        LoopExits.IsUnconditional(loop) || loop switch
        {
            IWhileLoopOperation { Condition: { } condition } => IsOwnTick(condition, body),
            IForLoopOperation { Condition: { } condition } => IsOwnTick(condition, body),
            _ => false,
        };

    // `while (!token.IsCancellationRequested)`
    private static bool AsksToken(ILoopOperation loop) =>
        loop is IWhileLoopOperation
        {
            Condition: IUnaryOperation
            {
                OperatorKind: UnaryOperatorKind.Not,
                Operand: IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }
            }
        };

    private static bool IsTicking(ILoopOperation loop) =>
        loop is IWhileLoopOperation { Condition: IAwaitOperation } or IForLoopOperation { Condition: IAwaitOperation };

    // A timer that nothing but its ticks is asked of ticks for ever; any other may be disposed.
    private static bool IsOwnTick(IOperation condition, HookBody body) =>
        condition is IAwaitOperation await && LoopCode.Awaited(await.Operation) is { } call && IsTick(call)
        && OperationTree.Unconverted(call.Instance!) is ILocalReferenceOperation { Local: var timer }
        && body.Of(OperationKind.LocalReference).Cast<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, timer))
            .All(reference => reference.Parent is IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" }
                or IPropertyReferenceOperation { Property.Name: "Period" });

    private static bool IsTick(IInvocationOperation call) =>
        call.TargetMethod is { Name: "WaitForNextTickAsync", ContainingType: { Name: "PeriodicTimer" } type }
            && Core.Extraction.RuntimeTypes.IsIn(type, "System", "Threading");

    // An exception that is caught around the loop may be the way out.
    private static bool IsCaught(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ITryOperation { Catches.IsEmpty: false })
                return true;
        }

        return false;
    }

    // The loop, and every function of the class that it calls, awaits only time, what ends by itself, what nothing else can end, or each other, waits at all,
    // and names no token.
    private static bool IsDeaf(ILoopOperation loop, ISymbol function, HookCode code, HookBody body)
    {
        var waits = false;
        foreach (var operation in LoopCode.Of(loop, code))
        {
            switch (operation)
            {
                case not null when LoopCode.NamesToken(operation, function, code.Types):
                case IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true }
                    or IUsingDeclarationOperation { IsAsynchronous: true }:
                case IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodReferenceOperation or IThrowOperation:
                case IAwaitOperation await when LoopCode.Awaited(await.Operation) is not { } awaited
                    || !(IsTime(awaited, code.Types) || EndsByItself(awaited.TargetMethod) || code.FunctionOf(awaited.TargetMethod) is not null
                        || OwnWait.Is(awaited, code, body)):
                    return false;
                case IAwaitOperation await:
                    waits |= LoopCode.Awaited(await.Operation) is { } waited && (IsTime(waited, code.Types) || OwnWait.Is(waited, code, body));
                    break;
                case IInvocationOperation call when IsTime(call, code.Types)
                    || (BlockingCalls.IsOne(call, code.AddedBlockingCalls) && OwnWait.IsOfOwn(call, code, body)):
                    waits = true;
                    break;
                case IInvocationOperation call when BlockingCalls.IsOne(call, code.AddedBlockingCalls):
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }:
                    return false;
            }
        }

        return waits;
    }

    private static bool IsTime(IInvocationOperation call, KnownSymbols types) =>
        (call.TargetMethod.Name is "Delay" or "Yield" && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, types.Task))
        || (call.TargetMethod is { Name: "Sleep", ContainingType: { Name: "Thread" } thread }
            && Core.Extraction.RuntimeTypes.IsIn(thread, "System", "Threading"))
        || IsTick(call);

    // Requests and files, which nothing ends from outside: a connection, a listener or a channel may be closed when the unit stops.
    private static bool EndsByItself(IMethodSymbol method) => method.ContainingType is { } type
        && ((type.Name is "HttpClient" && Core.Extraction.RuntimeTypes.IsIn(type, "System", "Net", "Http"))
            || (type.Name is "HttpClientJsonExtensions" && type.ContainingNamespace.ToDisplayString() == "System.Net.Http.Json")
            || (type.Name is "File" && Core.Extraction.RuntimeTypes.IsIn(type, "System", "IO")));
}
