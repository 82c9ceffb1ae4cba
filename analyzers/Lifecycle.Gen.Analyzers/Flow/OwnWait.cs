using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Waits for a message, a client, an item or a signal that no token reaches although one could, on an object that nothing but its own code can end.
/// </summary>
internal static class OwnWait
{
    /// <summary>Whether a call is such a wait.</summary>
    public static bool Is(IInvocationOperation call, HookCode code, HookBody body) =>
        LoopCode.IsWaitForOthers(call) && !Durations.HasLimit(call) && !LoopCode.IsGivenToken(call, code.Types) && CouldTakeToken(call, code.Types)
            && IsOfOwn(call, code, body);

    /// <summary>
    /// Whether a call is one of an object that only the function of the call, or nothing before the disposal, can end: a local that is not passed on, or a
    /// private field that no code of the class ends.
    /// </summary>
    public static bool IsOfOwn(IInvocationOperation call, HookCode code, HookBody body)
    {
        if (call.Instance is not { } receiver)
            return call.TargetMethod is { IsStatic: true, ContainingType.Name: "Console" };
        if (FieldEnds.RootOf(receiver, code) is { } field)
            return IsEndedByNothing(FieldEnds.Of(field, null, code), code);

        return LocalOf(receiver) is { } local && IsMadeHere(local, body) && body.Of(OperationKind.LocalReference).Cast<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))
                .All(reference => reference.Parent is IMemberReferenceOperation and not IMethodReferenceOperation or IInvocationOperation
                    && !body.IsInLambda(reference));
    }

    /// <summary>The first wait in a loop that looks at its token and does not pass it to that wait, or <see langword="null"/>.</summary>
    public static IInvocationOperation? UnheardIn(ILoopOperation loop, ISymbol function, HookCode code, HookBody body)
    {
        foreach (var operation in LoopExits.Inside(loop.Body))
        {
            if (operation is IAwaitOperation { Operation: var awaited } && LoopCode.Awaited(awaited) is { } call && Is(call, code, body)
                && !IsWokenUp(call, code, body))
                return call;
        }

        return null;
    }

    // A registration may close what is waited for, and what the drain or a lambda touches may be woken up there.
    private static bool IsWokenUp(IInvocationOperation call, HookCode code, HookBody body)
    {
        if (body.Of(OperationKind.Invocation)
            .Exists(static operation => operation is IInvocationOperation { TargetMethod.Name: "Register" or "UnsafeRegister" }))
            return true;
        if (FieldEnds.RootOf(call.Instance, code) is not { } field)
            return false;

        var drain = code.ReachFrom(static phase => phase == Phase.OnDrain);
        return code.Bodies.Any(other => other.Of(OperationKind.FieldReference).Exists(operation =>
            operation is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field)
            && (other.IsInLambda(operation) || drain.Contains(HookCode.Canonical(other.FunctionAt(operation))))));
    }

    private static bool IsEndedByNothing(FieldEnds ends, HookCode code) =>
        !ends.IsGivenAway && !ends.IsFromOutside
            && ends.Ends.All(end => end.Function is IMethodSymbol { Name: "Dispose" or "DisposeAsync" } method && code.PhaseOf(method) is null);

    // Of a copy of something else, another may be the owner.
    private static bool IsMadeHere(ILocalSymbol local, HookBody body) => body.Of(OperationKind.VariableDeclarator).Exists(operation =>
        operation is IVariableDeclaratorOperation { Initializer.Value: var value } declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local)
        && OperationTree.Unconverted(value) is IObjectCreationOperation or IAwaitOperation or IInvocationOperation { TargetMethod.IsStatic: true });

    private static ILocalSymbol? LocalOf(IOperation receiver) => OperationTree.Accessed(receiver) switch
    {
        ILocalReferenceOperation { Local: { IsRef: false } local } => local,
        IPropertyReferenceOperation { Instance: { } instance } => LocalOf(instance),
        IInvocationOperation { TargetMethod.Name: "GetStream", Instance: { } instance } => LocalOf(instance),
        _ => null,
    };

    // A parameter for a token that is left out or given none, or an overload with one behind the same parameters.
    private static bool CouldTakeToken(IInvocationOperation call, KnownSymbols types) =>
        call.TargetMethod.Parameters.Any(parameter => IsToken(parameter.Type, types))
        || call.TargetMethod.ContainingType.GetMembers(call.TargetMethod.Name).Any(member => member is IMethodSymbol other
            && other.Parameters.Length == call.TargetMethod.Parameters.Length + 1
            && IsToken(other.Parameters[other.Parameters.Length - 1].Type, types)
            && types.IsTask(other.ReturnType)
            && call.TargetMethod.Parameters.All(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, other.Parameters[parameter.Ordinal].Type)));

    private static bool IsToken(ITypeSymbol type, KnownSymbols types) => SymbolEqualityComparer.Default.Equals(type, types.CancellationToken);
}
