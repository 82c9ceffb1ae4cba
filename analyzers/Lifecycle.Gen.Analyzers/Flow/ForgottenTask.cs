using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Tasks that are given to a method which returns nothing, so that the call compiles without a warning, and which neither keeps them nor waits for them.
/// </summary>
internal static class ForgottenTask
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "Forget", "SafeFireAndForget", "FireAndForget", "FireAndForgetSafeAsync", "Ignore", "NoAwait", "NoWait", "Detach", "SafeForget", "RunAndForget",
    };

    /// <summary>The task that a call forgets, or <see langword="null"/> where it is none of those.</summary>
    public static IOperation? In(IOperation expression, KnownSymbols types)
    {
        if (OperationTree.Unconverted(expression) is not IInvocationOperation
            {
                TargetMethod:
                {
                    ReturnsVoid: true, IsStatic: true,
                    MethodKind: MethodKind.Ordinary
                } method
            } call
            || call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter
                && types.IsTask(parameter.OriginalDefinition.Type)) is not { } given)
        {
            return null;
        }

        return Forgets(method, given.Parameter!.Ordinal) ? given.Value : null;
    }

    private static bool Forgets(IMethodSymbol method, int ordinal)
    {
        var written = (method.ReducedFrom ?? method).OriginalDefinition;
        return written.DeclaringSyntaxReferences is [var reference]
            ? reference.GetSyntax() is MethodDeclarationSyntax declaration && ForgetsIn(declaration, written.Parameters[ordinal].Name)
            : written.IsExtensionMethod && s_known.Contains(written.Name);
    }

    // Every use of the parameter awaits it in an async void method, looks at it, goes on after it or discards it; one that passes it on may keep it.
    private static bool ForgetsIn(MethodDeclarationSyntax method, string parameter) =>
        !method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name => name.Identifier.ValueText is "GetResult" or "Wait" or "WaitAll" or "Result")
        && method.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter).All(name => name.Parent switch
        {
            AwaitExpressionSyntax or IsPatternExpressionSyntax => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access when access.Expression == name =>
                member is "ContinueWith" or "ConfigureAwait" or "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Exception"
                    or "Status",
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } => true,
            _ => false,
        });
}
