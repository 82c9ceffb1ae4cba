using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// A call that reads from the console, which ends with a line and never with a token: <c>Console.Read…</c>, and all that reads of <c>Console.In</c>, whose
/// asynchronous methods block their thread as the others do, whatever token they have.
/// </summary>
internal static class ConsoleRead
{
    /// <summary>Whether a call is one.</summary>
    public static bool IsOne(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Read", StringComparison.Ordinal)
        && (IsConsole(call.TargetMethod.ContainingType)
            || call.Instance is IPropertyReferenceOperation { Property: { Name: "In", IsStatic: true, ContainingType: { } type } } && IsConsole(type));

    /// <summary>What reads the same and is not asynchronous: the call without <c>Async</c> in its name.</summary>
    public static string NameOf(IMethodSymbol method) =>
        method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - "Async".Length) : method.Name;

    private static bool IsConsole(INamedTypeSymbol? type) => type is { Name: "Console", ContainingNamespace: { Name: "System" } space }
        && space.ContainingNamespace.IsGlobalNamespace;
}
