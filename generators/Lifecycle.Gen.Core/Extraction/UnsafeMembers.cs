using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Members marked <c>unsafe</c>. Under the rules of memory safety that C# 15 has as an option a caller must be unsafe too, and generated code is not;
/// before, the word is a matter of the body alone.
/// </summary>
internal static class UnsafeMembers
{
    /// <summary>A name that the compiler which this is built with does not know yet.</summary>
    private const string RulesOption = "MemorySafetyRulesVersion";

    private const string RulesBefore = "Version1";

    /// <summary>Whether only unsafe code may call a method.</summary>
    public static bool NeedUnsafeCaller(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
        && method.ContainingAssembly is ISourceAssemblySymbol { Compilation.Options: { } options }
        && options.GetType().GetProperty(RulesOption)?.GetValue(options)?.ToString() is { } rules
        && rules != RulesBefore;
}
