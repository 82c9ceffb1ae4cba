using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A hook without a CancellationToken awaits a call that could take one. With a token at hand CA2016 says where it is not passed on.</summary>
internal sealed class LCG3004NoToken : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.HookWithoutToken;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Bodies)
        {
            if (code.PhaseOf(body.Owner) is not { } phase || body.Owner is not IMethodSymbol hook || !MayAwait(body) || !CouldTakeToken(hook))
                continue;

            var calls = Find(body.Operation, hook, code.Types);
            if (calls.All(call => EndsOtherwise(call.Call, phase.Phase, code))
                || code.LateEnds.Any(late => SymbolEqualityComparer.Default.Equals(late.Way[0], hook)))
                continue;

            var parameters = hook.Parameters.Select(parameter => $"{parameter.Type.Name} {parameter.Name}").Append("CancellationToken cancellationToken");
            report(Diagnostic.Create(
                Descriptor,
                hook.Locations[0],
                MessageText.Subject(hook),
                $"{hook.Name} [{phase}] awaits {MessageText.Code(calls[0].Call.Syntax)}"
                    + ", which could take a token, so that no time-out and no cancellation reaches it",
                $"Write '{hook.Name}({string.Join(", ", parameters)})' and pass the token on"));
        }
    }

    /// <summary>Whether there is anything in a hook that could be a call to find.</summary>
    public static bool MayAwait(HookBody body) =>
        body.Has(OperationKind.Await) || body.Has(OperationKind.Loop) || body.Has(OperationKind.YieldReturn)
        || body.Of(OperationKind.Return).Exists(static operation => operation is IReturnOperation { ReturnedValue: not null });

    /// <summary>The calls that the hook awaits, or returns the task of, and that could take a token but are given none.</summary>
    public static IReadOnlyList<TokenCall> Find(IOperation body, IMethodSymbol hook, KnownSymbols types)
    {
        var found = new List<TokenCall>();
        foreach (var operation in body.DescendantsAndSelf())
        {
            var awaited = operation switch
            {
                IAwaitOperation await => await.Operation,
                IReturnOperation { ReturnedValue: { } returned } when !hook.IsAsync && types.IsTask(returned.Type) => returned,
                IForEachLoopOperation { IsAsynchronous: true, Collection: var collection } => collection,
                _ => null,
            };
            if (awaited is not null && IsInHookItself(operation) && CallIn(awaited) is { } call && TokenOf(call, hook, types) is { } token)
                found.Add(token);
        }

        return found;
    }

    /// <summary>Whether the author is free to add a parameter, and has only what a hook may have.</summary>
    public static bool CouldTakeToken(IMethodSymbol hook) =>
        !hook.IsOverride
        && hook.ExplicitInterfaceImplementations.IsEmpty
        && hook.Parameters.All(parameter => Core.Extraction.RuntimeTypes.IsIn(parameter.Type, "Lifecycle") && parameter.Type.Name == "IWorkerContext")
        && !hook.ContainingType.AllInterfaces.Any(contract => contract.GetMembers(hook.Name).Any(
            member => SymbolEqualityComparer.Default.Equals(hook.ContainingType.FindImplementationForInterfaceMember(member), hook)));

    // On the way down a close that is cancelled half way leaves open what it closes, and a task that the drain of its unit ends is finished, not broken off.
    private static bool EndsOtherwise(IInvocationOperation call, Phase phase, HookCode code) => phase switch
    {
        Phase.OnShutdown or Phase.OnDrain or Phase.PostShutdown or Phase.OnExit => IsClose(call.TargetMethod.Name),
        Phase.Background => (FieldEnds.RootOf(call, code) ?? FieldEnds.RootOf(call.Instance, code)) is { } field && code.IsEndedInDrain(field),
        _ => false,
    };

    private static bool IsClose(string method) =>
        method.StartsWith("Close", StringComparison.Ordinal) || method.StartsWith("Disconnect", StringComparison.Ordinal)
            || method.StartsWith("Stop", StringComparison.Ordinal)
        || method.StartsWith("Shutdown", StringComparison.Ordinal) || method.StartsWith("Complete", StringComparison.Ordinal)
            || method.StartsWith("Unsubscribe", StringComparison.Ordinal);

    private static bool IsInHookItself(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation or IAnonymousFunctionOperation)
                return false;
        }

        return true;
    }

    private static IInvocationOperation? CallIn(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured => CallIn(configured.Instance ?? configured.Arguments[0].Value),
        IConversionOperation conversion => CallIn(conversion.Operand),
        IParenthesizedOperation parenthesized => CallIn(parenthesized.Operand),
        IInvocationOperation call => call,
        _ => null,
    };

    private static TokenCall? TokenOf(IInvocationOperation call, IMethodSymbol hook, KnownSymbols types)
    {
        var method = call.TargetMethod;
        // Their tokens only keep work from being started.
        if (method.Name is "Run" or "StartNew" or "ContinueWith" || types.IsWorkerCall(method))
            return null;

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || argument.ArgumentKind == ArgumentKind.ParamArray)
                return null;
            if (IsToken(parameter.Type, types))
                return argument.ArgumentKind == ArgumentKind.DefaultValue ? new TokenCall(call, parameter.Name) : null;
        }

        return Overload(call, hook, types) is { } overload ? new TokenCall(call, overload.Parameters[overload.Parameters.Length - 1].Name) : null;
    }

    // The same method with a token behind the parameters that it has now.
    private static IMethodSymbol? Overload(IInvocationOperation call, IMethodSymbol hook, KnownSymbols types)
    {
        var method = call.TargetMethod;
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is not IMethodSymbol other
                || other.IsStatic != method.IsStatic
                || other.Arity != method.Arity
                || other.Parameters.Length != method.Parameters.Length + 1
                || !IsToken(other.Parameters[other.Parameters.Length - 1].Type, types)
                || other.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute")
                || call.SemanticModel?.Compilation.IsSymbolAccessibleWithin(other, hook.ContainingType) is not true)
            {
                continue;
            }

            var constructed = other.Arity > 0 ? other.Construct([.. method.TypeArguments]) : other;
            if (SymbolEqualityComparer.Default.Equals(constructed.ReturnType, method.ReturnType) && HasParametersOf(method, constructed))
                return other;
        }

        return null;
    }

    private static bool HasParametersOf(IMethodSymbol method, IMethodSymbol other)
    {
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (method.Parameters[i].RefKind != other.Parameters[i].RefKind
                || !SymbolEqualityComparer.Default.Equals(method.Parameters[i].Type, other.Parameters[i].Type))
                return false;
        }

        return true;
    }

    private static bool IsToken(ITypeSymbol type, KnownSymbols types) => SymbolEqualityComparer.Default.Equals(type, types.CancellationToken);
}

/// <summary>A call that could be given a token as the argument of a name.</summary>
internal sealed record TokenCall(IInvocationOperation Call, string Parameter);
