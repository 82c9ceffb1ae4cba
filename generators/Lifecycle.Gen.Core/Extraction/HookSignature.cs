using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>LCG3001: what a method must look like to be a hook.</summary>
public static class HookSignature
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.HookSignature];

    /// <summary>What is wrong with a method as a hook; <see langword="null"/> when nothing is.</summary>
    public static Finding? Check(IMethodSymbol method, Phase phase, SubjectKey subject)
    {
        var (fault, remedy) = FaultOf(method, phase);
        return fault is null ? null : Describe(method, subject, fault, remedy);
    }

    /// <summary>A finding about a method that cannot be a hook.</summary>
    public static Finding Describe(IMethodSymbol method, SubjectKey subject, string fault, string remedy) =>
        new(RuleIds.HookSignature, subject, $"{method.ContainingType.Name}.{method.Name}", fault, remedy);

    /// <summary>What a method returns, as hooks go; <see langword="null"/> for anything else.</summary>
    public static HookReturn? ReturnOf(IMethodSymbol method) => method.ReturnType switch
    {
        { SpecialType: SpecialType.System_Void } => HookReturn.Nothing,
        { SpecialType: SpecialType.System_Boolean } => HookReturn.Bool,
        INamedTypeSymbol { Name: "Task" } task when IsTaskOfHook(task) => HookReturn.Task,
        INamedTypeSymbol { Name: "ValueTask" } task when IsTaskOfHook(task) => HookReturn.ValueTask,
        INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 } iterator when RuntimeTypes.IsIn(iterator, "System", "Collections", "Generic") =>
            HookReturn.Iterator,
        _ => null,
    };

    /// <summary>Whether a parameter is a <c>CancellationToken</c>.</summary>
    public static bool IsToken(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, Type.Name: "CancellationToken" } && RuntimeTypes.IsIn(parameter.Type, "System", "Threading");

    /// <summary>Whether a parameter is an <c>IWorkerContext</c>.</summary>
    public static bool IsContext(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, Type.Name: "IWorkerContext" } && RuntimeTypes.IsIn(parameter.Type, "Lifecycle");

    private static bool IsTaskOfHook(INamedTypeSymbol type) =>
        (!type.IsGenericType || GivesBool(type)) && RuntimeTypes.IsIn(type, "System", "Threading", "Tasks");

    /// <summary>Whether a task is one of a <c>bool</c>, as only a health check returns it.</summary>
    private static bool GivesBool(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    private static (string? Fault, string Remedy) FaultOf(IMethodSymbol method, Phase phase)
    {
        if (method.IsStatic)
            return ("it is static", "Remove 'static'");
        if (method.IsGenericMethod)
            return ("it has type parameters", "Remove them");
        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
            return ("it implements an interface explicitly and cannot be called by its name", "Call it from a method that is the hook");

        if (UnsafeMembers.NeedUnsafeCaller(method))
            return ("it is unsafe, so that only unsafe code may call it", "Write 'unsafe { … }' inside of it instead");

        // An unknown type is the compiler's to report.
        var returns = ReturnOf(method);
        var isFitting = phase switch
        {
            Phase.Lifespan => returns == HookReturn.Iterator,
            Phase.HealthCheck => returns is not (null or HookReturn.Iterator),
            _ => returns is HookReturn.Nothing or HookReturn.Task or HookReturn.ValueTask && !GivesBool(method.ReturnType),
        };
        if (method.ReturnType.TypeKind != TypeKind.Error && !isFitting)
        {
            return (
                $"it returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                phase switch
                {
                    Phase.Lifespan => "Write 'async IAsyncEnumerable<int>', with one yield return between startup and shutdown",
                    Phase.HealthCheck => "Return bool, Task<bool>, ValueTask<bool>, or void, Task or ValueTask and throw where something is wrong",
                    _ => "Return void, Task or ValueTask",
                });
        }

        if (method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
            return (null, "");

        return HookParameters.FaultOf(method, phase) is var (fault, remedy) ? (fault, remedy) : (null, "");
    }
}
