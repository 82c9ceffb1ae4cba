using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// An endless loop in a background hook that nothing ends: no token is looked at, and it is left in no way. Loops that wait for what another may end (a
/// channel, a connection) are not meant, only those that time drives. Where the hook takes no token but could, LCG3004 speaks.
/// </summary>
internal sealed class LCG4005DeafLoop : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.DeafLoop;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Bodies)
        {
            if (body.Owner is not IMethodSymbol hook || code.Types.PhaseOf(hook) is not { } phase || KnownTypes.NameOf(phase) != "Background")
                continue;
            if (LCG3004NoToken.CouldTakeToken(hook) && LCG3004NoToken.Find(body.Operation, hook, code.Types).Count > 0)
                continue;
            foreach (var loop in body.Operation.Descendants().OfType<ILoopOperation>())
            {
                if (!IsEndless(loop) || IsInOtherFunction(loop) || IsLeft(loop) || !IsDeaf(loop, code, body))
                    continue;
                var token = hook.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, code.Types.CancellationToken))?.Name;
                report(Diagnostic.Create(
                    Descriptor,
                    loop.Syntax.GetFirstToken().GetLocation(),
                    Wording.Subject(hook),
                    $"{hook.Name} [{KnownTypes.NameOf(phase)}] is cancelled and awaited before its unit shuts down, and holds up the stop until its time is over",
                    token is null
                        ? "Take a CancellationToken and write 'while (!cancellationToken.IsCancellationRequested)'"
                        : $"Write 'while (!{token}.IsCancellationRequested)', and pass {token} to what it awaits"));
            }
        }
    }

    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation { Condition: var condition } => condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };

    private static bool IsInOtherFunction(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation or IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }

    // Any return, break out of a block, goto or throw may be the way out; so may an exception that is caught around the loop.
    private static bool IsLeft(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DescendantsAndSelf())
        {
            if (operation is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo })
                return true;
        }

        for (var parent = loop.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ITryOperation { Catches.IsEmpty: false })
                return true;
        }

        return false;
    }

    // The loop, and every function of the class that it calls, awaits only time or each other, waits for time at all, and names no token.
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
                    case IAwaitOperation await when CallIn(await.Operation) is not { } awaited || (!IsTime(awaited.TargetMethod, code.Types) && BodyOf(awaited) is null):
                        return false;
                    case IInvocationOperation call when IsTime(call.TargetMethod, code.Types):
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

    private static bool IsTime(IMethodSymbol method, KnownTypes types) =>
        (method.Name is "Delay" or "Yield" && SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Task))
        || (method is { Name: "Sleep", ContainingType: { Name: "Thread" } thread } && Core.Extraction.KnownTypes.IsIn(thread, "System", "Threading"));

    private static bool IsToken(ITypeSymbol type, KnownTypes types) =>
        SymbolEqualityComparer.Default.Equals(type, types.CancellationToken) || type.Name is "CancellationTokenSource" or "IWorkerContext";
}
