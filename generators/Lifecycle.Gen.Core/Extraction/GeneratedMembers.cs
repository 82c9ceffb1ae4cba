using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// LCG2006: members of a class that are named like what the generated part declares, where the name cannot be another one because callers know it.
/// Nothing is generated then: an error of the compiler in the generated part would hide the report.
/// </summary>
internal static class GeneratedMembers
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.MemberName];

    /// <summary>Whether a worker's own members leave room for the generated ones; adds to the findings.</summary>
    public static bool FitIntoWorker(INamedTypeSymbol type, string key, List<Finding> findings) =>
        Fit(type, key, "RunAsync", TakesOptionsAndToken, findings) & Fit(type, key, "Construct", TakesUnits, findings);

    /// <summary>Whether a unit's own members leave room for the generated ones; adds to the findings.</summary>
    public static bool FitIntoUnit(INamedTypeSymbol type, string key, List<Finding> findings) =>
        type.IsSealed || Fit(type, key, "InvokeHookAsync", TakesCall, findings);

    /// <summary>The analyzer sees the generated part too; what stands there is not the author's.</summary>
    public static bool IsWritten(ISymbol member) =>
        member.DeclaringSyntaxReferences is not [var reference, ..] || !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private static bool Fit(INamedTypeSymbol type, string key, string name, Func<IMethodSymbol, bool> isSame, List<Finding> findings)
    {
        foreach (var member in type.GetMembers(name))
        {
            // Methods of one name are overloads unless they take the same.
            if (!IsWritten(member) || (member is IMethodSymbol method && !(method.TypeParameters.IsEmpty && isSame(method))))
                continue;

            findings.Add(new Finding(
                RuleIds.MemberName,
                SubjectKey.OfMember(key, type.GetMembers().IndexOf(member)),
                type.Name,
                name,
                $"its own{Finding.LocationOf(0)} and the generated one"));
            return false;
        }

        return true;
    }

    private static bool TakesOptionsAndToken(IMethodSymbol method) =>
        method.Parameters is [.., { Type: var options }, { Type: var token }]
        && options.Name == "WorkerOptions" && RuntimeTypes.IsIn(options, "Lifecycle")
        && token.Name == "CancellationToken" && RuntimeTypes.IsIn(token, "System", "Threading");

    private static bool TakesUnits(IMethodSymbol method) =>
        method.Parameters is [{ Type: IArrayTypeSymbol { ElementType: { Name: "IUnit" } unit } }] && RuntimeTypes.IsIn(unit, "Lifecycle", "Runtime");

    private static bool TakesCall(IMethodSymbol method) =>
        method.Parameters is [{ Type.SpecialType: SpecialType.System_Int32 }, { RefKind: not RefKind.None, Type: { Name: "HookCall" } call }]
        && RuntimeTypes.IsIn(call, "Lifecycle", "Runtime");
}
